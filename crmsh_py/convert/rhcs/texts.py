"""Text between the elements of a cluster.conf: nothing reads it, and it tells of something."""

from crmsh_py import xmltree
from crmsh_py.convert.rhcs.work import Work


def tell_texts(work: Work) -> None:
    """Report text inside of elements, which hold elements only.

    It is found in files that were copied from web pages, in place of what was left out there.
    It is not quoted: nobody knows what it says.
    """
    root = work.document.root
    for element in (root, *xmltree.descendants(root)):
        texts = (element.text, *(node.tail for node in element))
        if any(text and text.strip() for text in texts):
            message = f"there is text inside of <{element.tag!s}>, where none is read"
            hint = "if it stands for parts that were left out, put them there"
            work.warn("not-understood", message, element, hint=hint)
