"""The servers that `make run` and `make test` start from wheels, and the supervisor that keeps them alive."""
