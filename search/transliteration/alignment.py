"""How well a word in Latin letters and a word in Arabic letters spell the same name.

In: two folded words. Out: the cost of the best way to pair their letters. Never here: which words are compared.
The best pairing is found by dynamic programming over the beginnings of both words, as in Knight and Graehl, Machine
Transliteration (1998), with costs from a table in place of probabilities.
"""

from search.transliteration.letters import by_latin

NEVER = float("inf")
#: What it costs in addition that a vowel is not written at the beginning or the end of a name; of a final e, nothing.
EDGE, SILENT = 0.4, "e"


def cost(latin: str, arabic: str, most: float = NEVER) -> float:
    """The sum of the costs of the best pairing, or infinity where there is none up to `most`."""
    best: list[dict[int, float]] = [{} for _ in range(len(latin) + 1)]
    best[0][0] = 0.0
    table = by_latin()
    unwritten = table[""]
    for at in range(len(latin) + 1):
        reached = best[at]
        for place in range(len(arabic) + 1):
            if (so_far := reached.get(place, NEVER)) > most:
                continue
            for pair in unwritten:
                if arabic.startswith(pair.arabic, place):
                    _keep(reached, place + len(pair.arabic), so_far + pair.cost)
            for pair in table.get(latin[at : at + 1], ()) if at < len(latin) else ():
                end = at + len(pair.latin)
                fits = pair.fits(start=at == place == 0, end=end == len(latin) and arabic.endswith(pair.arabic))
                if fits and latin.startswith(pair.latin, at) and arabic.startswith(pair.arabic, place):
                    edge = 0.0 if pair.arabic else _edge(latin, at, end)
                    _keep(best[end], place + len(pair.arabic), so_far + pair.cost + edge)
    found = best[-1].get(len(arabic), NEVER)
    return found if found <= most else NEVER


def _edge(latin: str, start: int, end: int) -> float:
    """What it costs in addition that letters are not written."""
    return EDGE if start == 0 or (end == len(latin) and latin[start:end] != SILENT) else 0.0


def _keep(reached: dict[int, float], place: int, cost: float) -> None:
    if cost < reached.get(place, NEVER):
        reached[place] = cost
