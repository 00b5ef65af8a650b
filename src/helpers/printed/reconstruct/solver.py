"""The solver with the settings that make it deterministic: one worker, a fixed seed, no time limit."""

from ortools.sat.python.cp_model import OPTIMAL, CpModel, CpSolver

from helpers.base.errors import VaerestederError
from helpers.printed.reconstruct.fact_terms import Expression

SEED = 2024


def solve(model: CpModel, what: str, *, linearization: int, core: bool = False) -> CpSolver:
    """The solver with a solution of the model, an optimal one where it has an objective.

    `linearization` says how much is handed to linear programming: nothing (0) where the answer lies
    in the logic, all (2) where it lies in the sums. `core` looks for small sets of wishes that
    exclude each other, which is fast where nearly all can be granted.
    Raises VaerestederError, naming `what` was sought, where there is no solution.
    """
    solver = CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = SEED
    solver.parameters.linearization_level = linearization
    solver.parameters.optimize_with_core = core
    status = solver.solve(model)
    if status != OPTIMAL:
        raise VaerestederError(f"Der findes ingen {what}: {solver.status_name(status)}.")
    return solver


def solve_then_keep(
    model: CpModel, objective: Expression, what: str, *, linearization: int, core: bool = False
) -> CpSolver:
    """As `solve`, with the least value of the objective; the model keeps it from then on."""
    model.minimize(objective)
    solver = solve(model, what, linearization=linearization, core=core)
    model.clear_objective()
    model.add(objective <= round(solver.objective_value))
    return solver
