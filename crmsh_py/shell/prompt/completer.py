"""Completion: what `assist.completing` offers, as prompt_toolkit takes it."""

import threading
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from crmsh_py.assist.completion.completing import complete
from crmsh_py.assist.completion.offers import Candidate, Offer
from crmsh_py.assist.knowledge import Knowledge
from crmsh_py.shell.output import tame

_EVERYDAY = "/configure primitive "


class WordCompleter(Completer):
    """Offers the words that may stand at the cursor."""

    def __init__(self, knowledge: Callable[[], Knowledge], asking: threading.Lock) -> None:
        self._knowledge = knowledge
        self._asking = asking
        """Held while the configuration is read, in a thread: no command may change it then."""
        self._is_prepared = False

    def prepare(self) -> None:
        """Load what completion and colours need, once: then nobody waits for it at a key."""
        if self._is_prepared:
            return
        with self._asking:
            complete(_EVERYDAY, self._knowledge())
        self._is_prepared = True

    def get_completions(
        self, document: Document, complete_event: CompleteEvent
    ) -> Iterable[Completion]:
        """Yield what may become of the word at the cursor; prompt_toolkit calls this.

        With a single candidate TAB takes it at once, and a blank with it.
        """
        del complete_event
        with self._asking:
            offer = complete(document.text_before_cursor, self._knowledge())
        yield from _completions(offer, document)


def _completions(offer: Offer, document: Document) -> Iterator[Completion]:
    back = offer.start - document.cursor_position
    single = len(offer.candidates) == 1 and not document.text_after_cursor[:1].strip()
    for one in offer.candidates:
        blank = " " if single and one.whole and document.text_after_cursor[:1] != " " else ""
        yield Completion(
            one.word + blank,
            start_position=back,
            display=tame(one.word),
            display_meta=partial(meaning, one),  # asked for only of those that are shown
        )


def meaning(candidate: Candidate) -> str:
    """Return what stands beside a word; what matters about it is told by characters."""
    told = candidate.meaning
    if candidate.deprecated and "deprecated" not in told:
        told = f"deprecated: {told}" if told else "deprecated"
    return tame(f"* {told}" if candidate.required else told)
