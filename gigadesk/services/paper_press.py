"""印制进程: a child process that writes and draws papers, so that the window, or the reading of a workbook, goes on.

It gets plain records and gives back the bytes of a PDF; it never sees the workbook. Its libraries and fonts are
loaded while the workbook is still being read.
"""

from __future__ import annotations

import gc
from collections.abc import Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from gigadesk.domain.errors import Trouble

if TYPE_CHECKING:  # the process is started before anything else is imported, so that both sides load at once
    from gigadesk.domain.plan import ReportSentence
    from gigadesk.services.assessment_material import AssessmentMaterial


class PaperPress:
    """印制进程, for use in a `with` statement. `fonts` is the folder of the bundled fonts.

    Give it the plan's sentences as soon as they are known, then the material of each paper.
    """

    def __init__(self, fonts: Path) -> None:
        """Start the process; it warms up by itself."""
        spawn = get_context("spawn")
        self._connection, theirs = spawn.Pipe()
        self._process = spawn.Process(target=_work, args=(theirs, fonts), daemon=True)
        self._process.start()
        theirs.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """End the process, whatever it is doing."""
        self._connection.close()
        self._process.terminate()
        self._process.join()

    def sentences(self, sentences: Sequence[ReportSentence]) -> None:
        """报告语句 that the next papers are written with."""
        self._send(sentences)

    def assessment(self, material: AssessmentMaterial) -> bytes:
        """自评报告 as PDF; raises Trouble where it cannot be written or drawn."""
        self._send(material)
        try:
            answer = self._connection.recv()
        except (EOFError, OSError) as error:
            raise _died() from error
        if isinstance(answer, BaseException):
            raise answer
        return bytes(answer)

    def _send(self, message: object) -> None:
        try:
            self._connection.send(message)
        except OSError as error:
            raise _died() from error


def _died() -> Trouble:
    return Trouble("生成公文的进程意外结束，没有写出文件。请再试一次；仍不成功时请重新启动程序。")


def _work(connection: Connection, fonts_folder: Path) -> None:
    """The child's life: it ends when the parent closes its side."""
    gc.set_threshold(100_000)  # importing and drawing make many objects and little garbage
    from gigadesk.reports.fonts import Fonts
    from gigadesk.reports.official_paper import render
    from gigadesk.services.assessment import write_assessment
    from gigadesk.services.assessment_material import AssessmentMaterial
    from gigadesk.services.sentences import Sentences

    fonts = Fonts(fonts_folder)
    fonts.load()
    sentences = Sentences(())
    while True:
        try:
            message = connection.recv()
        except EOFError:
            return
        if not isinstance(message, AssessmentMaterial):
            sentences = Sentences(message)
            sentences.prepare()
            continue
        try:
            connection.send(render(write_assessment(message, sentences), fonts))
        except Exception as error:  # noqa: BLE001  the parent raises it where it was asked for
            connection.send(error)
