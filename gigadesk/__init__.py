"""千兆城市创建工作台: one district's gigabit-city workgroup in one local file."""

__version__ = "0.1.0"
