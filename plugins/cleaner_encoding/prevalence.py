"""How common encodings are: what decides where the words say nothing."""

from __future__ import annotations

# Estimates in nats, of no corpus: what Windows and the web wrote; what DOS, the Macintosh and
# Unix wrote; what hardly any program ever wrote. It takes a letter or two to outweigh them.
_NATS = {
    0.0: """
        cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp874 iso8859-1 iso8859-2 iso8859-15
        koi8-r cp932 euc_jp gb18030 big5hkscs cp949
    """,
    -1.0: "cp437 cp850 cp852 cp866 mac-roman koi8-u iso8859-5 iso8859-7 iso8859-9 iso8859-13",
    -3.0: "cp1258 kz1048 ptcp154 koi8-t",
    -4.0: """
        cp037 cp273 cp424 cp500 cp720 cp856 cp863 cp864 cp875 cp1006 cp1026 cp1140 hp-roman8
        iso8859-4 iso8859-10 mac-iceland
    """,
}
_PREVALENCE = {name: nats for nats, names in _NATS.items() for name in names.split()}
_OTHERS = -2.0
COMMON = tuple(name for name, nats in _PREVALENCE.items() if nats >= -1)


def prevalence(name: str) -> float:
    """Return the logarithm of how common an encoding is, the commonest being 0."""
    return _PREVALENCE.get(name, _OTHERS)
