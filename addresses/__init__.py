"""Where readers find a row: its address is made of its name, remembered when it changes, handed on when it is merged.

Knows no kind of row by name: rooms above say which of theirs have addresses.
"""
