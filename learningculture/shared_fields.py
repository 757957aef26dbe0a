"""Forms that are asked all day and never change their fields: no copy of them is made for each request."""

from __future__ import annotations

from typing import Any, TypeVar

from django.forms import Field, Form

FormClass = TypeVar("FormClass", bound=type[Form])


class _Shared(dict[str, Field]):
    def __deepcopy__(self, memo: dict[int, Any]) -> _Shared:
        return self


def sharing_fields(form: FormClass) -> FormClass:
    """Let all forms of this class read the same fields. Django copies them, since a form may change its own."""
    form.base_fields = _Shared(form.base_fields)
    return form
