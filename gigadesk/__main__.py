"""python -m gigadesk: the same as the command gigadesk."""

import sys

from gigadesk.cli import main

if __name__ == "__main__":
    sys.exit(main())
