"""导入报送表: from the forms that came back to one Change.

Each form stands alone: it is taken, taken with warnings, or refused and why. Those taken are one Change.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from gigadesk.domain.changes import Change, Step, adding
from gigadesk.domain.checks import Earlier, Finding, Level, check_replacement
from gigadesk.domain.errors import Trouble
from gigadesk.domain.months import Month
from gigadesk.domain.reporting_duty import form_elements
from gigadesk.domain.submissions import Answer, Figure, Submission, SubmissionState
from gigadesk.domain.units import Unit
from gigadesk.domain.work import Report, silent
from gigadesk.exchange.submission_form import FilledForm, FilledRow, same_words
from gigadesk.exchange.submission_form_reading import read_form
from gigadesk.exchange.workbook_safety import load_bytes
from gigadesk.services.basis import Basis
from gigadesk.services.checking import FigureChecks
from gigadesk.services.forms_out import earlier_figures
from gigadesk.services.workbook import Workbook


class Outcome(Enum):
    """导入结果."""

    TAKEN = "已导入"
    TAKEN_WITH_WARNINGS = "已导入（有提示）"
    KNOWN = "已导入过"
    REFUSED = "未导入"


@dataclass(frozen=True, slots=True)
class FormResult:
    """一份报送表的导入结果: what became of a file, and what there is to say of it, with sheet and cell."""

    path: Path
    outcome: Outcome
    about: str = ""
    remarks: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """The result in one line."""
        about = f"：{self.about}" if self.about else ""
        remarks = f"：{' '.join(self.remarks)}" if self.remarks else ""
        return f"{self.outcome.value}：{self.path.name}{about}{remarks}"


def import_forms(
    workbook: Workbook,
    paths: Sequence[Path],
    *,
    warnings_accepted: bool,
    note: str,
    today: date,
    report: Report = silent,
) -> list[FormResult]:
    """导入 a batch of forms; the results are in the order of `paths`.

    `warnings_accepted` and `note` are the clerk's word on 请确认 findings; the note is also the reason for a correction
    in a locked period. Raises Stopped, and Trouble where the workbook cannot be written; then nothing is taken.
    """
    batch = _Batch(workbook, warnings_accepted=warnings_accepted, note=note.strip(), today=today)
    read: list[tuple[Path, _Read | FormResult]] = []
    for done, path in enumerate(paths):
        report(done, len(paths), f"读取 {path.name}")
        read.append((path, batch.read(path)))
    by_month = sorted((each for _path, each in read if isinstance(each, _Read)), key=lambda each: each.form.month)
    judged = {id(each): batch.judge(each) for each in by_month}
    batch.commit()
    return [judged[id(each)] if isinstance(each, _Read) else each for _path, each in read]


@dataclass(frozen=True, slots=True, eq=False)
class _Read:
    """A form of this workbook's plan, not yet held against the rules."""

    path: Path
    content: bytes
    fingerprint: str
    form: FilledForm
    unit: Unit
    rows: dict[int, FilledRow]
    figures: dict[int, Decimal]

    @property
    def about(self) -> str:
        return f"{self.unit.short_name} {self.form.month}"


class _Batch:
    """The forms of one import; those taken so far count for the checks of the later months among them."""

    def __init__(self, workbook: Workbook, *, warnings_accepted: bool, note: str, today: date) -> None:
        self._workbook = workbook
        self._basis = Basis.read(workbook.store)
        self._checks = FigureChecks(workbook.store, self._basis)
        self._units = {unit.code: unit for unit in self._basis.units.values()}
        self._warnings_accepted = warnings_accepted
        self._note = note
        self._today = today
        self._taken: dict[tuple[int, Month], _Read] = {}
        self._steps: list[Step] = []
        self._corrects = False

    def read(self, path: Path) -> _Read | FormResult:
        """读取 a file; refused where it is not a form of this workbook."""
        try:
            content = load_bytes(path)
            fingerprint = sha256(content).hexdigest()
            if self._workbook.store.submission_of_source(fingerprint) is not None:
                return FormResult(path, Outcome.KNOWN)
            form = read_form(content)
            unit = self._unit(form)
            rows = self._rows(form, unit)
        except Trouble as trouble:
            return FormResult(path, Outcome.REFUSED, remarks=tuple(str(trouble).splitlines()))
        figures = {element_id: row.figure for element_id, row in rows.items() if row.figure is not None}
        read = _Read(path, content, fingerprint, form, unit, rows, figures)
        if form.problems:
            remarks = tuple(f"{problem.text}。" for problem in form.problems)
            return FormResult(path, Outcome.REFUSED, read.about, remarks)
        return read

    def judge(self, read: _Read) -> FormResult:
        """核对 a form; what is right joins the Change."""
        rival = self._taken.get((read.unit.id, read.form.month))
        if rival is not None and rival.fingerprint == read.fingerprint:
            return FormResult(read.path, Outcome.KNOWN)
        if rival is not None:
            remark = f"本次已导入{read.about}的另一份报送表“{rival.path.name}”。应以这一份为准的，请单独重新导入。"
            return FormResult(read.path, Outcome.REFUSED, read.about, (remark,))
        locked = self._basis.is_locked(read.form.month)
        if locked and not self._note:
            remark = f"{read.form.month}已锁定。确需更正的，请写明更正原因后重新导入。"
            return FormResult(read.path, Outcome.REFUSED, read.about, (remark,))
        former = self._workbook.store.figures([read.form.month], unit_id=read.unit.id)
        findings = self._findings(read, former)
        must_fix = _remarks(read, findings, Level.MUST_FIX)
        confirm = _remarks(read, findings, Level.CONFIRM)
        if must_fix:
            return FormResult(read.path, Outcome.REFUSED, read.about, (*must_fix, *confirm))
        if confirm and not self._warnings_accepted:
            hint = "核实无误的，请接受提示并写明情况后重新导入。"
            return FormResult(read.path, Outcome.REFUSED, read.about, (*confirm, hint))
        self._keep(read, former, note=self._note if confirm or locked else "")
        self._corrects = self._corrects or locked
        notes = tuple(f"{note.text}。" for note in read.form.notes)
        outcome = Outcome.TAKEN_WITH_WARNINGS if confirm else Outcome.TAKEN
        return FormResult(read.path, outcome, read.about, (*confirm, *_remarks(read, findings, Level.HINT), *notes))

    def commit(self) -> None:
        """写入 all that was taken as one Change: the files first, then the records that name them."""
        if not self._steps:
            return
        for read in self._taken.values():
            self._workbook.contents.put(BytesIO(read.content))
        label = "导入报送表" if len(self._taken) == 1 else f"导入报送表 {len(self._taken)} 份"
        reason = self._note if self._corrects else ""
        self._workbook.history.do(Change(label, tuple(self._steps), reason))

    def _unit(self, form: FilledForm) -> Unit:
        plan = self._basis.plan
        if form.plan_code != plan.code:
            raise Trouble(f"这份报送表属于另一个方案“{form.plan_title}”，不能导入“{plan.title}”的台账。")
        if form.example and not self._basis.desk.example:
            raise Trouble("这份报送表由示例台账生成，带有示例数据标识，不能导入正式台账。请用本台账生成的报送表填报。")
        if form.unit_code not in self._units:
            raise Trouble(f"台账中没有“{form.unit_name}”这个单位。请核对报送表是否发错，或先在台账中登记该单位。")
        if form.month not in plan.months:
            raise Trouble(f"{form.month}不在方案的报送期（{plan.first_month}至{plan.last_month}）内。请核对报送期。")
        return self._units[form.unit_code]

    def _rows(self, form: FilledForm, unit: Unit) -> dict[int, FilledRow]:
        """The filled rows by element id; raises Trouble for what this unit does not report, or not in this measure."""
        own = {
            element.code: element
            for element in form_elements(unit.id, self._basis.elements.values(), self._basis.reporters)
        }
        rows: dict[int, FilledRow] = {}
        for row in form.rows:
            if row.figure is None:
                continue
            if row.code not in own:
                raise Trouble(
                    f"{form.sheet}!{row.cell}：{unit.short_name}不报送“{row.name}”。请删去这个数字后重新导入。"
                )
            element = own[row.code]
            if (same_words(row.measure), row.places) != (same_words(element.measure), element.places):
                raise Trouble(
                    f"{form.sheet}!{row.cell}：“{row.name}”的计量单位或小数位数与台账不一致"
                    f"（台账为{element.measure}，{element.places} 位小数）。请用本台账重新生成报送表后填报。"
                )
            rows[element.id] = row
        return rows

    def _findings(self, read: _Read, former: Sequence[Figure]) -> tuple[Finding, ...]:
        found = self._checks.of_unit(read.unit, read.form.month, read.figures, self._earlier(read))
        replaced = [self._basis.elements[figure.element_id] for figure in former]
        return (*found, *check_replacement(read.figures, replaced))

    def _earlier(self, read: _Read) -> dict[int, Earlier]:
        """前次数据: the newest of each element, on file or among those of earlier months taken in this same batch."""
        earlier = earlier_figures(self._workbook.store, self._basis, read.unit.id, read.form.month)
        for (unit_id, month), other in self._taken.items():  # taken month by month
            for element_id, figure in other.figures.items() if unit_id == read.unit.id else ():
                if element_id not in earlier or earlier[element_id].month <= month:
                    earlier[element_id] = Earlier(figure, month)
        return earlier

    def _keep(self, read: _Read, former: Sequence[Figure], *, note: str) -> None:
        store = self._workbook.store
        ids = iter(store.next_ids(1 + len(read.figures)))
        revisions = [each.revision for each in store.submissions(read.form.month, read.unit.id)]
        submission = Submission(
            id=next(ids),
            unit_id=read.unit.id,
            month=read.form.month,
            revision=max(revisions, default=0) + 1,
            state=SubmissionState.ACCEPTED,
            answer=Answer.FIGURES,
            received_on=self._today,
            source=read.fingerprint,
            source_name=read.path.name,
            filled_by=read.form.filled_by,
            telephone=read.form.telephone,
            note=note,
            reason="",
        )
        figures = [
            Figure(
                id=next(ids),
                submission_id=submission.id,
                unit_id=read.unit.id,
                month=read.form.month,
                element_id=element_id,
                value=self._basis.elements[element_id].stored(figure),
                counted=True,
                cell=f"{read.form.sheet}!{read.rows[element_id].cell}",
                remark=read.rows[element_id].remark,
            )
            for element_id, figure in read.figures.items()
        ]
        self._steps += [Step(figure, replace(figure, counted=False)) for figure in former]
        self._steps += adding([submission, *figures])
        self._taken[read.unit.id, read.form.month] = read


def _remarks(read: _Read, findings: Sequence[Finding], level: Level) -> tuple[str, ...]:
    """The findings of one level at their cells."""
    found = []
    for finding in findings:
        if finding.level is level:
            row = read.rows.get(finding.element_id)
            place = f"{read.form.sheet}!{row.cell}：" if row is not None else ""
            found.append(f"{level.value}：{place}{finding.message}")
    return tuple(found)
