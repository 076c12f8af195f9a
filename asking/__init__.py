"""A question before what cannot be taken back silently: what will change, and a button to go on. Knows no rows.

Works without scripts: the question is a page that carries the form as it was sent, answered 409.
"""

from asking.questions import BACK, SURE, Instead, Question, Unanswered, again, ask, wants_back

__all__ = ["BACK", "SURE", "Instead", "Question", "Unanswered", "again", "ask", "wants_back"]
