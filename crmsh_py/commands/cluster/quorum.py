"""The commands `status` and `quorum` of `cluster`: votes, and how much may still fail."""

from collections.abc import Iterator
from typing import Any

from crmsh_py.commands.context import Context, Reply
from crmsh_py.commands.corosync.files import FILE, read_sound
from crmsh_py.commands.declare import Arguments, Level
from crmsh_py.commands.styled import Line, Piece, heading, line, plain, table
from crmsh_py.corosync.electing import voting_in
from crmsh_py.corosync.votes import Loss, Outcome, Voting, losses, survival, words
from crmsh_py.pacemaker.quorum import Electorate, read_electorate


def add_commands(level: Level) -> None:
    """Declare the commands of this module in a level."""
    level.command(FILE, name="status", aliases=("quorum",))(status)


def status(context: Context, arguments: Arguments) -> Reply:
    """Show the nodes with their votes, whether there is quorum, and how much may still fail.

    What may fail is counted for the worst case: those nodes that have the most votes. With
    `--file` no cluster is asked: it is worked out from a corosync.conf.

    Example:
        status
        quorum --file corosync.conf
    """
    if arguments["file"]:
        return _of_file(voting_in(read_sound(context, arguments["file"])))
    with context.running() as tools:
        electorate = read_electorate(tools)
    lines = list(_lines(electorate))
    return Reply(plain(lines), records=[_record(electorate)], view=tuple(lines))


def _lines(electorate: Electorate) -> Iterator[Line]:
    seen, voting = electorate.seen, electorate.voting
    local = {one.id for one in seen.members if one.local}
    yield heading("nodes:")
    rows = []
    for node in voting.nodes:
        online = node.id in voting.present
        state = Piece("online" if online else "offline", "good" if online else "bad")
        here = Piece("(local)" if node.id in local else "")
        rows.append([Piece(str(node.id)), Piece(node.name), Piece(_votes(node.votes)), state, here])
    yield from table(1, rows)
    if voting.device is not None:
        casts = "" if voting.device_votes_now else ", which it does not cast now"
        yield line(0, f"quorum device: {_votes(voting.device)}{casts}")
    yield line(0, f"votes: {seen.total} of {seen.expected} expected; {seen.quorum} are quorum")
    yield line(0, f"flags: {' '.join(seen.flags) or 'none'}")
    yield line(0, "quorate: ", Piece("yes", "good") if seen.quorate else Piece("no", "bad"))
    yield line(0, _explained(electorate))


def _explained(electorate: Electorate) -> str:
    """Say what may fail; corosync's word goes before ours, as with wait_for_all after a start."""
    seen, voting = electorate.seen, electorate.voting
    if not seen.quorate and seen.total >= seen.quorum:
        missing = [node.name for node in voting.nodes if node.id not in voting.present]
        waits = f"wait_for_all: {', '.join(missing)} was not there yet" if missing else ""
        return f"there is no quorum: {waits or 'corosync is still waiting'}"
    return electorate.explanation


def _record(electorate: Electorate) -> dict[str, Any]:
    seen, voting = electorate.seen, electorate.voting
    found = survival(voting)
    return {
        **seen.record(),
        "nodes": [
            {
                "id": node.id,
                "name": node.name,
                "votes": node.votes,
                "online": node.id in voting.present,
            }
            for node in voting.nodes
        ],
        "device": voting.device,
        "survives_at_once": found.at_once if seen.quorate else 0,
        "survives_in_turn": found.in_turn if seen.quorate else 0,
        "explanation": _explained(electorate),
    }


def _of_file(voting: Voting) -> Reply:
    rows = list(losses(voting))
    explanation = words(voting, survival(voting))
    head = [Piece("nodes lost", "heading"), Piece("votes", "heading"), Piece("quorate", "heading")]
    lines = [
        *table(0, [head, *(_row(one) for one in rows)]),
        line(0, f"{voting.quorum} of {voting.expected} votes are quorum"),
        line(0, explanation),
    ]
    records = [
        {
            "lost": one.lost,
            "votes": one.votes,
            "quorate": one.outcome is Outcome.YES,
            "tie": one.outcome is Outcome.TIE,
        }
        for one in rows
    ]
    return Reply(plain(lines), records=records, view=tuple(lines))


def _row(loss: Loss) -> list[Piece]:
    style = {Outcome.YES: "good", Outcome.TIE: "warning", Outcome.NO: "bad"}[loss.outcome]
    return [Piece(str(loss.lost)), Piece(str(loss.votes)), Piece(str(loss.outcome), style)]


def _votes(count: int) -> str:
    return f"{count} vote" if count == 1 else f"{count} votes"
