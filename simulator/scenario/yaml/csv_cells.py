"""CSV cells: where the cells of a line begin, so that a complaint about one can name its place."""

SEPARATORS = (",", ";", "\t")
QUOTE = '"'


def lines_of(text: str) -> list[str]:
    """Return the lines of a CSV file, however they end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def separator_of(head: str) -> str:
    """Return what separates cells: of comma, semicolon and tab the one that is in the head most often.

    >>> separator_of("name;format,region;tags")
    ';'
    """
    return max(SEPARATORS, key=head.count)


def cell_starts(line: str, separator: str) -> list[int]:
    """Return where the cells of a line begin, from 0; a separator in quotes begins none.

    >>> cell_starts('a,"b,c",d', ",")
    [0, 2, 8]
    """
    starts, is_quoted = [0], False
    for at, letter in enumerate(line):
        if letter == QUOTE and (is_quoted or at == starts[-1]):
            is_quoted = not is_quoted
        elif letter == separator and not is_quoted:
            starts.append(at + 1)
    return starts
