"""印制进程: it answers with a paper or with what went wrong, and its end is told as such."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread, Timer

import pytest

from gigadesk.domain.errors import Trouble
from gigadesk.domain.plan import ReportSentence
from gigadesk.services import paper_press
from gigadesk.services.paper_press import PaperPress
from gigadesk.services.workbook import Workbook
from tests.builders import a_report_sentence
from tests.services.assessments import material

FONTS = Path(__file__).parents[2] / "resources" / "fonts"


@contextmanager
def working_here(fonts: Path) -> Iterator[Connection]:
    """What the process does, done by a thread of this one."""
    ours, theirs = Pipe()
    thread = Thread(target=paper_press._work, args=(theirs, fonts))
    thread.start()
    yield ours
    ours.close()
    thread.join(20)
    theirs.close()
    assert not thread.is_alive(), "it ends when nobody is there any more"


def ask(connection: Connection, message: object) -> object:
    connection.send(message)
    return connection.recv()


def test_papers_and_troubles_come_back_one_by_one(workbook: Workbook) -> None:
    sentences: Sequence[ReportSentence] = workbook.store.records(ReportSentence)
    paper = material(workbook)
    with working_here(FONTS) as connection:
        early = ask(connection, paper)
        assert isinstance(early, Trouble), "no sentences yet"
        connection.send([*sentences, a_report_sentence(key="closing", template="{% if %}")])
        assert "“closing”无法生成" in str(ask(connection, paper))
        connection.send(sentences)
        whole = ask(connection, paper)
        assert isinstance(whole, bytes)
        assert whole.startswith(b"%PDF-")
        assert ask(connection, paper) == whole


def test_the_process_writes_the_same_paper(workbook: Workbook) -> None:
    sentences, paper = workbook.store.records(ReportSentence), material(workbook)
    with working_here(FONTS) as connection:
        connection.send(sentences)
        here = ask(connection, paper)
    with PaperPress(FONTS) as press:
        with pytest.raises(Trouble, match="无法生成"):
            press.assessment(paper)
        press.sentences(sentences)
        assert press.assessment(paper) == here


def test_a_process_that_died_is_told_of(workbook: Workbook) -> None:
    paper = material(workbook)
    with PaperPress(FONTS) as press:
        press._process.kill()
        press._process.join()
        with pytest.raises(Trouble, match="生成公文的进程意外结束，没有写出文件"):
            press.assessment(paper)


@pytest.mark.skipif(os.name != "posix", reason="elsewhere a process cannot be halted")
def test_a_process_that_dies_at_work_is_told_of(workbook: Workbook) -> None:
    paper = material(workbook)
    with PaperPress(FONTS) as press:
        os.kill(press._process.pid or 0, signal.SIGSTOP)
        end = Timer(0.3, press._process.kill)
        end.start()
        with pytest.raises(Trouble, match="生成公文的进程意外结束，没有写出文件"):
            press.assessment(paper)
        end.join()
