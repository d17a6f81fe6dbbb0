"""`python -m khronika.evaluate [TASK...]`: run the reader on each task's documents, score, and write docs/scores.md."""

import sys

from khronika.evaluate.run import evaluate

sys.exit(evaluate(sys.argv[1:]))
