"""The exit statuses of the contract. 0: every reference is verified, or there is none."""

NEEDS_A_LOOK, BAD_INPUT, COULD_NOT_RUN = 1, 2, 3
