"""提示: what the clerk is told when something cannot be done."""


class Trouble(Exception):
    """提示: says in Chinese what happened and what to do; shown to the clerk as it stands."""
