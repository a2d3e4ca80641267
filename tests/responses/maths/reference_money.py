"""What the functions say to the reference cases about buying again, spending and potential."""

from typing import Any

from responses.maths import potential, rank_correlation, revenue, survival
from tests.responses.maths.reference_scores import Case, limits


def rate(found: survival.Bought | None) -> list[float]:
    assert found is not None
    return [found.rate, found.interval.low, found.interval.high]


def money(inputs: Case, _: Case) -> Case:
    if "time_days" in inputs:
        pairs = zip(inputs["time_days"], inputs["bought"], strict=True)
        customers = [survival.Customer(days, bool(bought)) for days, bought in pairs]
        by_90 = survival.bought_by(customers, 90)
        assert by_90 is not None
        steps = survival.kaplan_meier(customers)
        return {
            "steps_t_atrisk_events_survival": [[s.days, s.at_risk, s.bought, s.survival] for s in steps],
            "bought_by_30": rate(survival.bought_by(customers, 30)),
            "bought_by_90": rate(by_90),
            "at_risk_at_90": by_90.at_risk,
        }
    if "segments" in inputs:
        return _potential(inputs)
    return _spending(inputs["rows"]) if "use" in inputs else _repurchase(inputs["rows"])


def _repurchase(rows: list[list[Any]]) -> Case:
    groups: dict[str, list[survival.Customer]] = {}
    for row in rows:
        groups.setdefault(row[1], []).append(survival.Customer(row[3], bool(row[4])))
    by_90 = {name: survival.bought_by(customers, 90) for name, customers in groups.items()}
    promoters, detractors = by_90["pro"], by_90["det"]
    test = survival.log_rank(groups)
    assert promoters is not None
    assert detractors is not None
    assert test is not None
    change, around = survival.difference(detractors, promoters)
    found: Case = {
        name: {
            "n": len(customers),
            "bought_by_90": rate(by_90[name]),
            "bought_by_180": rate(survival.bought_by(customers, 180)),
            "naive_all_as_final_90": survival.naive_rate(customers, 90),
        }
        for name, customers in groups.items()
    }
    return found | {
        "pro_minus_det_90": [change, around.low, around.high],
        "logrank_chi2": test.chi_square,
        "logrank_p": test.p,
        "intention_action_gap_promoters_90": rate(survival.gap(promoters)),
    }


def _spending(rows: list[list[Any]]) -> Case:
    groups: dict[str, list[float]] = {}
    for row in rows:
        groups.setdefault(row[1], []).append(row[6])
    ranks = rank_correlation.of([row[0] for row in rows], [row[6] for row in rows])
    assert ranks is not None
    return {
        "spearman": ranks.spearman,
        "bonett_wright_ci": limits(ranks.interval),
        "kendall_tau_b": ranks.kendall_tau_b,
        "revenue_by_category": {
            name: {
                "n": item.n,
                "buyers": item.buyers,
                "mean": item.mean,
                "t_ci": limits(item.t_interval),
                "median_of_buyers": item.median_of_buyers,
                "total": item.total,
                "share_of_revenue": item.share_of_revenue,
                "share_from_top_10pct": item.share_from_top,
                "bootstrap_t_ci": limits(item.interval),
            }
            for name, item in revenue.by_category(groups).items()
        },
    }


def _potential(inputs: Case) -> Case:
    segments = {
        name: potential.Segment(item["promoters"], item["bought"], item["avg_order"])
        for name, item in inputs["segments"].items()
    }
    found = potential.of_segments(segments, inputs["kappa"])
    assert found is not None
    return {
        "company_rate": found.company_rate,
        "segments": {
            name: {
                "rate": item.rate,
                "shrunk_rate": item.shrunk_rate,
                "wilson": limits(item.wilson),
                "gap_to_company_rate": item.gap,
                "potential": item.potential,
                "potential_cautious": item.potential_cautious,
            }
            for name, item in found.segments.items()
        },
        "ranking": found.order,
    }


AREAS = {"money": money}
