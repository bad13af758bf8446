"""python -m gigadesk: the same as the command gigadesk, and the entry of the frozen program."""

import sys
from multiprocessing import freeze_support

if __name__ == "__main__":
    freeze_support()  # in the frozen program the paper press is started through here

    from gigadesk.cli import main

    sys.exit(main())
