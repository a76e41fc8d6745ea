"""Findings in the language of their reader."""

from __future__ import annotations

from dataclasses import dataclass

from kb_ext.core.problem import Problem, Translate, join_sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One finding as it is told."""

    problem: Problem
    message: str
    hint: str

    def render(self) -> str:
        """Return the public one-line form."""
        problem = self.problem
        place = f"{problem.path}:{problem.line}:{problem.column}"
        told = join_sentences(self.message, self.hint)
        return f"{place}: {problem.code.severity}[{problem.code.public}] {told}"


def word_problem(problem: Problem, translate: Translate) -> Wording:
    """Put a finding into words; what a check only named, such as a suggestion, becomes a sentence."""
    values = dict(problem.values)
    suggestion = values.get("suggestion", "")
    if suggestion:
        values["suggestion"] = translate(" Did you mean '{name}'?").format(name=suggestion)
    for name in ("expected", "kind", "detail", "found"):
        if values.get(name) and not values[name].isdecimal():
            values[name] = translate(values[name])
    message = translate(problem.code.message).format(**values)
    return Wording(problem=problem, message=message, hint=translate(problem.code.hint).format(**values))
