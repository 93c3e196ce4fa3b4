"""What judges whole documents in C: schemas, by libxml2, and stylesheets of our own, by libxslt."""

from pathlib import Path

from lxml import etree

from crmsh_py.xmltree import Element, parser


class Schema:
    """A schema that libxml2 checks: Relax NG (`.rng`) or XSD (`.xsd`).

    libxml2 knows XSD 1.0: assertions are passed over.  Raises OSError or ValueError if the file
    cannot be used.
    """

    def __init__(self, file: Path) -> None:
        try:
            tree = etree.parse(file, parser())
            etree.strip_elements(tree, "{http://www.w3.org/2001/XMLSchema}assert", with_tail=False)
            self._validator: etree.RelaxNG | etree.XMLSchema = (
                etree.RelaxNG(tree) if file.suffix == ".rng" else etree.XMLSchema(tree)
            )
        except etree.LxmlError as error:
            raise ValueError(f"{file}: {error}") from error

    def accepts(self, root: Element) -> bool:
        """Tell whether the document is valid."""
        return bool(self._validator.validate(root))

    def complaints(self, root: Element) -> list[tuple[int, str, str]]:
        """Return what is wrong: (line, path, words), none if valid."""
        self._validator.validate(root)
        return [(e.line, e.path or "", e.message) for e in self._validator.error_log]


class Stylesheet:
    """A stylesheet (XSLT 1.0) of our own that makes text; it can read and write no files."""

    def __init__(self, root: Element) -> None:
        nothing = etree.XSLTAccessControl.DENY_ALL
        self._transform = etree.XSLT(root, access_control=nothing)

    def text(self, root: Element) -> str:
        """Return what the stylesheet makes of a document."""
        return str(self._transform(root))
