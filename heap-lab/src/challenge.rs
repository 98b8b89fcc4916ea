//! Tasks for a script of one's own, graded by running it.
