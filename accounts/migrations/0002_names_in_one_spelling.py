"""Sign-in names in one spelling: composed letters, no capitals. Two accounts that then have one name both stay."""

import sys

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import migrations
from django.db.models import F

import accounts.spelling

LONGEST = 150


def respell(apps, schema_editor) -> None:
    """Whoever works here and signed in last keeps a name that others have too; theirs get a number behind."""
    User = apps.get_model("accounts", "User")
    taken: set[str] = set()
    changed: list[tuple[int, str, str]] = []
    rows = User.objects.order_by(F("is_active").desc(), F("last_login").desc(nulls_last=True), "pk")
    wishes = [
        (number, name, accounts.spelling.name_as_kept(name)[:LONGEST])
        for number, name in rows.values_list("pk", "username")
    ]
    wanted_by_somebody = {wanted for _number, _name, wanted in wishes}
    for number, name, wanted in wishes:
        # A number behind never takes the name of an account that has nothing to do with these.
        free = wanted
        if wanted in taken:
            free = next(each for each in _numbered(wanted) if each not in taken | wanted_by_somebody)
        taken.add(free)
        if free != name:
            changed.append((number, name, free))
        if free != wanted:
            sys.stderr.write(
                f"\n  Account {number} had the sign-in name {name!r}, which now is another account's: it is {free!r} from "
                "now on, with the same password. Tell its owner, or change the name at the desk under Colleagues.\n"
            )
    # Out of each other's way first: a name that one account gives up may be the next one's.
    for number, _name, _free in changed:
        User.objects.filter(pk=number).update(username=f"respelled~{number}")
    for number, _name, free in changed:
        User.objects.filter(pk=number).update(username=free)


def _numbered(name: str):
    for number in range(2, 1_000_000):
        yield f"{name[: LONGEST - 8]}-{number}"


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.RunPython(respell, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="user",
            name="username",
            field=accounts.spelling.SignInName(
                error_messages={"unique": "A user with that username already exists."},
                help_text="At most 150 letters, digits and @ . + - _. Capitals and small letters are the same.",
                max_length=150,
                unique=True,
                validators=[UnicodeUsernameValidator(), accounts.spelling.has_no_look_alikes],
                verbose_name="username",
            ),
        ),
        migrations.AlterModelManagers(name="user", managers=[]),
    ]
