"""What the functions say to the reference cases about scores, intervals, comparisons and sample sizes."""

from typing import Any

from responses.maths import (
    alternatives,
    compare,
    interval,
    multiplicity,
    panel,
    samples,
    score,
    segments,
)
from responses.maths.interval import Interval
from responses.maths.score import Counts

Case = dict[str, Any]


def limits(found: Interval | None) -> list[float] | None:
    return None if found is None else [found.low, found.high]


def counts_of(record: Case) -> Counts:
    return Counts(record["detractors"], record["passives"], record["promoters"])


def basic(inputs: Case, _: Case) -> Case:
    if "values" in inputs:
        return {"display": [score.round_half_away(value) for value in inputs["values"]]}
    eleven = inputs["histogram_0_to_10"]
    counts = Counts.from_histogram(eleven)
    sd = score.sd_points(counts)
    return {
        "n": counts.n,
        "detractors": counts.det,
        "passives": counts.pas,
        "promoters": counts.pro,
        "nps": score.nps(counts),
        "pct_promoters": score.share(counts.pro, counts.n),
        "pct_detractors": score.share(counts.det, counts.n),
        "mean_score": score.mean_score(eleven),
        "sd_unit": None if sd is None else sd / 100,
    }


def single(inputs: Case, _: Case) -> Case:
    counts, confidence = counts_of(inputs), inputs["confidence"]
    found = {
        "n": counts.n,
        "nps": score.nps(counts),
        "score": interval.score_interval(counts, confidence),
        "adjusted_wald": interval.adjusted_wald(counts, confidence),
        "wald": alternatives.wald(counts, confidence),
        "adjusted_wald_raw": interval.adjusted_wald(counts, confidence, clip=False),
        "adjusted_wald_clipped": interval.adjusted_wald(counts, confidence),
        "wald_do_not_use": alternatives.wald(counts, confidence),
        "t_mean_do_not_use": alternatives.t_mean(counts, confidence),
        "goodman_simultaneous": alternatives.goodman(counts, confidence),
        "mover_wilson": alternatives.mover_wilson(counts, confidence),
        "bootstrap_percentile_exact": alternatives.bootstrap_percentile(counts, confidence),
        "bayes_jeffreys_equal_tail": alternatives.bayes(counts, confidence),
    }
    return {key: limits(value) if isinstance(value, Interval) else value for key, value in found.items()}


def difference(inputs: Case, _: Case) -> Case:
    before, after, confidence = counts_of(inputs["before"]), counts_of(inputs["after"]), inputs["confidence"]
    found = compare.difference(before, after, confidence)
    smoothed = compare.adjusted_difference(before, after, confidence)
    assert found is not None
    assert smoothed is not None
    return {
        "difference": found.change,
        "mover_score_ci": limits(found.interval),
        "p_value_mover_score": found.p,
        "adjusted_wald_difference": smoothed.change,
        "adjusted_wald_ci": limits(smoothed.interval),
        "adjusted_wald_z": smoothed.z,
        "adjusted_wald_p": smoothed.p,
        "wald_ci_do_not_use": limits(compare.wald_difference(before, after, confidence)),
        "significant_at_5pct": found.proven(),
    }


def paired(inputs: Case, _: Case) -> Case:
    table, confidence = inputs["table_rows_wave1_cols_wave2_det_pas_pro"], inputs["confidence"]
    read, found = panel.read(table), panel.difference(table, confidence)
    assert found is not None
    return {
        "n": read.before.n,
        "nps1": found.before,
        "nps2": found.after,
        "difference": found.change,
        "r": read.correlation,
        "mover_score_paired_ci": limits(found.interval),
        "p_value": found.p,
        "paired_t_ci": limits(panel.paired_t(table, confidence)),
        "improved": read.improved,
        "worsened": read.worsened,
        "p_value_if_wrongly_independent": panel.p_if_independent(table),
    }


def overlap(inputs: Case, _: Case) -> Case:
    before, after = Counts(*inputs["before"]), Counts(*inputs["after"])
    found = panel.overlap(before, after, inputs["n_in_both"], inputs["corr_among_both"])
    assert found is not None
    return {
        "r_effective": found.correlation,
        "difference": found.difference.change,
        "ci": limits(found.difference.interval),
        "wald_se": found.wald_error,
    }


def several(inputs: Case, _: Case) -> Case:
    if "p" in inputs:
        p_values = inputs["p"]
        return {"holm": multiplicity.holm(p_values), "bh": multiplicity.benjamini_hochberg(p_values)}
    groups = {name: Counts(*counts) for name, counts in inputs["segments"].items()}
    found = segments.against_rest(groups)
    differences = {name: item.difference for name, item in found.items() if item.difference}
    return {
        "nps_total": score.nps(segments.together(groups)),
        "diff_vs_rest": {name: item.change for name, item in differences.items()},
        "p": {name: item.p for name, item in differences.items()},
        "holm": {name: item.p_holm for name, item in found.items()},
        "bh": {name: item.p_bh for name, item in found.items()},
    }


def power(inputs: Case, _: Case) -> Case:
    if "sd_points" in inputs:
        given = {key: inputs[key] for key in ("confidence", "power")}
        found = samples.smallest_detectable_change(inputs["sd_points"], inputs["n_each"], **given)
        return {"minimum_detectable_change": found}
    if "delta" in inputs:
        needed = samples.answers_for_change(
            inputs["delta"], inputs["sd1"], inputs["sd2"], power=inputs["power"]
        )
        return {"n_each": needed}
    margin = samples.answers_for_margin(inputs["moe"], inputs["sd"], population=inputs.get("population"))
    return {"n": margin}


def real_data(inputs: Case, expected: Case) -> Case:
    groups = {name: Counts(*counts) for name, counts in inputs["counts"].items()}
    everybody = segments.together(groups)
    pairs = segments.pairs(groups)
    return {
        "all": {
            "counts": [everybody.det, everybody.pas, everybody.pro],
            "nps": score.nps(everybody),
            "score_ci": limits(interval.score_interval(everybody)),
        },
        "markets" if "markets" in expected else "BU": {
            name: {"nps": score.nps(counts), "score_ci": limits(interval.score_interval(counts))}
            for name, counts in groups.items()
        },
        "p_pairs": {"-".join(pair): item.difference.p for pair, item in pairs.items()},
        "holm": {"-".join(pair): item.p_holm for pair, item in pairs.items()},
    }


AREAS = {
    "basic": basic,
    "interval": single,
    "difference": difference,
    "paired": paired,
    "overlap": overlap,
    "multiplicity": several,
    "power": power,
    "realdata": real_data,
}
