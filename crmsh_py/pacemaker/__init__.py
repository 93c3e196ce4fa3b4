"""What Pacemaker's own tools say and do: the room between `runner` and the back ends."""
