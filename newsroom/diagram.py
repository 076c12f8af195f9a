"""docs/workflow.md, drawn from the transition table."""

from newsroom.models import Status
from newsroom.roles import ROLES
from newsroom.workflow import TRANSITIONS

HEAD = """# The workflow of a story

Drawn from `newsroom/workflow.py` by `manage.py workflow_diagram`; a test fails when this page is stale.

```mermaid
stateDiagram-v2
    [*] --> draft
"""

TABLE = """```

| from | to | button | permission | reason | through the door | roles |
|---|---|---|---|---|---|---|
"""

RULE = """
Four eyes (`newsroom/four_eyes.py`): of writing, approving and publishing a text, one person never does all three.
Whoever began a story or ever signed it does not approve it; whoever changed it last approves after reading their own
changes, and another publishes or schedules it. `override_approval`, with a reason, lifts either.
"""


def workflow_page() -> str:
    """The whole page, in Markdown with a Mermaid diagram, in the active language."""
    names = [f"    {status.value}: {status.label}" for status in Status]
    arrows = [f"    {step.source.value} --> {step.target.value}: {step.label}" for step in TRANSITIONS]
    rows = [
        f"| {step.source.label} | {step.target.label} | {step.label} | `{step.permission}` "
        f"| {'yes' if step.reason else ''} | {'yes' if step.door else ''} | {_roles(step.permission)} |"
        for step in TRANSITIONS
    ]
    return HEAD + "\n".join([*names, *arrows]) + "\n" + TABLE + "\n".join(rows) + "\n" + RULE


def _roles(permission: str) -> str:
    return ", ".join(str(label) for label, permissions in ROLES.values() if f"newsroom.{permission}" in permissions)
