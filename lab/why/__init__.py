"""Why a rule does not see an attack: the step, the window or the lateness that loses its rows."""
