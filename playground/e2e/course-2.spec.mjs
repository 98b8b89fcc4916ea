// The second half of the course: see `course.mjs`.

import { LESSONS, lesson } from "./course.mjs";

LESSONS.slice(8).forEach(lesson);
