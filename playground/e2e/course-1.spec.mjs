// The first half of the course: see `course.mjs`.

import { LESSONS, lesson } from "./course.mjs";

LESSONS.slice(0, 8).forEach(lesson);
