"""What the functions say to the reference cases about weights, silence, alerts, drivers, time and money."""

from responses.maths import (
    change_scan,
    coverage,
    decomposition,
    impact,
    kish,
    loess,
    raking,
    shrinkage,
    trend,
    weights,
)
from responses.maths.score import Counts, nps
from tests.responses.maths.reference_scores import Case, limits


def groups_of(record: Case) -> dict[str, Counts]:
    return {name: Counts(*counts) for name, counts in record.items()}


def alert(inputs: Case, expected: Case) -> Case:
    if "daily_det_pas_pro" in inputs:
        keys = ("min_after", "min_before", "lookback_days", "reference_days", "candidate_step_days")
        scan = change_scan.Scan(**{key: inputs[key] for key in keys})
        daily = [Counts(*day) for day in inputs["daily_det_pas_pro"]]
        drop = change_scan.drop(daily, inputs["today_index"], scan)
        return {
            "z": drop.z,
            "change_day_index": drop.day,
            "alarm_at_4": drop.alarm(),
            "watch_at_3_5": drop.watch(),
        }
    if "scores_unit" in inputs:
        path = change_scan.cusum(inputs["scores_unit"], inputs["baseline_unit"], inputs["k_unit"])
        return {"path": path}
    if "rho" in inputs:
        radius = change_scan.confidence_sequence_radius(
            inputs["n"], inputs["sd_points"], inputs["rho"], inputs["alpha"]
        )
        return {"radius_points": radius}
    found = change_scan.wander([Counts(*week) for week in inputs["weekly_det_pas_pro"]])
    return {
        "baseline_nps": found.baseline,
        "z": found.z,
        "phi_rms": found.phi_rms,
        "phi_used": found.phi,
        "sigma_z_moving_range": found.sigma_z,
    }


def weighting(inputs: Case, expected: Case) -> Case:
    if "population" in inputs:
        return _post_stratified(inputs)
    if "scores" in inputs:
        found = kish.of_scores(inputs["weights"], inputs["scores"])
        if "weights_times_7" in inputs:
            again = kish.of_scores(inputs["weights_times_7"], inputs["scores"])
            assert (again.nps, again.n_eff) == (found.nps, found.n_eff)
        return {"weighted_nps": found.nps, "kish_n_eff": found.n_eff, "kish_deff": found.deff}
    if "respondents_by_region" in inputs:
        cells = {(name,): Counts(0, 0, n) for name, n in inputs["respondents_by_region"].items()}
        try:
            raking.rake(cells, inputs["margins"])
        except weights.CannotWeight as refusal:
            return {"error": str(refusal), "nps_covered_only_is_not_weighted": True}
        return {"error": None}
    return _raked(inputs)


def _post_stratified(inputs: Case) -> Case:
    found = weights.post_stratify(inputs["population"], groups_of(inputs["counts_det_pas_pro"]))
    effective = found.kish.counts
    return {
        "raw_nps": found.raw_nps,
        "segment_nps": found.segment_nps,
        "population_share": found.population_share,
        "sample_share": found.sample_share,
        "weight_to_population": found.weights,
        "weight_mean_1": found.weights_mean_1,
        "weighted_nps": found.nps,
        "kish_n_eff": found.kish.n_eff,
        "kish_deff": found.kish.deff,
        "se_hajek_taylor": found.kish.se_hajek,
        "se_poststrat_linearised": found.se_linearised,
        "se_stratified": found.se_stratified,
        "se_stratified_fpc": found.se_stratified_finite,
        "segment_score_ci": {name: limits(item) for name, item in found.segment_intervals.items()},
        "ci_mover_of_segment_score_intervals": limits(found.interval),
        "ci_score_with_kish_n_eff": limits(found.kish.interval),
        "effective_counts_det_pas_pro": [effective.det, effective.pas, effective.pro],
    }


def _raked(inputs: Case) -> Case:
    cells = {tuple(name.split("/")): Counts(*row) for name, row in inputs["cells_det_pas_pro"].items()}
    found = raking.rake(cells, inputs["margins"])
    if "upper_multiple_of_mean" in inputs:
        trimmed = raking.trim(
            found.weights, cells, inputs["upper_multiple_of_mean"], inputs["lower_multiple_of_mean"]
        )
        result = raking.trimmed_nps(cells, trimmed)
        return {
            "cell_weights": {"/".join(cell): weight for cell, weight in trimmed.items()},
            "trimmed_nps": result.nps,
            "sum_weights": sum(weight * cells[cell].n for cell, weight in trimmed.items()),
            "kish_n_eff": result.n_eff,
        }
    return {
        "raw_nps": found.raw_nps,
        "raked_nps": found.nps,
        "cell_weights": {"/".join(cell): weight for cell, weight in found.weights.items()},
        "kish_n_eff": found.kish.n_eff,
        "kish_deff": found.kish.deff,
        "se_hajek_taylor": found.kish.se_hajek,
        "se_raking_residual": found.se_residual,
        "ci_score_with_kish_n_eff": limits(found.kish.interval),
    }


def nonresponse(inputs: Case, expected: Case) -> Case:
    if "segment_nps" in inputs:
        invited, responded = inputs["invited"], inputs["responded"]
        found = coverage.representativeness(invited, responded, inputs["sd_nps_points"])
        bias = coverage.mix_bias(invited, responded, inputs["segment_nps"])
        assert found is not None
        assert bias is not None
        return {
            "response_rate_by_segment": found.rates,
            "overall_rate": found.overall_rate,
            "S_rho": found.spread,
            "R_indicator": found.r_indicator,
            "max_abs_bias_points": found.largest_bias,
            "raw_nps": bias.raw,
            "weighted_nps": bias.weighted,
            "actual_bias": bias.bias,
            "wilson_by_segment": {
                name: [100 * around.low, 100 * around.high] for name, around in found.intervals.items()
            },
        }
    counts = Counts(inputs["detractors"], inputs["passives"], inputs["promoters"])
    bounds = coverage.manski(counts, inputs["invited"])
    assert bounds is not None
    return {
        "response_rate": bounds.response_rate,
        "nps_respondents": bounds.nps,
        "worst_case_low": bounds.low,
        "worst_case_high": bounds.high,
        "width": bounds.width,
        "se_low": bounds.se_low,
        "se_high": bounds.se_high,
        "imbens_manski_C": bounds.critical_value,
        "imbens_manski_ci": limits(bounds.interval),
        "nonrespondent_nps_that_makes_total_zero": bounds.tipping_point,
        "if_nonrespondents_20_points_lower": coverage.if_silent_differ(counts, inputs["invited"], -20),
    }


def drivers(inputs: Case, expected: Case) -> Case:
    if "all" in inputs:
        return _impacts(inputs)
    if "responses_score_tags" in inputs:
        found = impact.split_contributions(inputs["responses_score_tags"], no_theme="(sin tema)")
        points = nps(Counts.from_scores(score for score, _ in inputs["responses_score_tags"]))
        return {"nps": points, "contribution": found, "sum": sum(found.values())}
    if "segments" in inputs:
        return _shrunken(groups_of(inputs["segments"]))
    split = decomposition.mix_and_rate(groups_of(inputs["before"]), groups_of(inputs["after"]))
    assert split is not None
    return {
        "nps_before": split.before,
        "nps_after": split.after,
        "change": split.change,
        "mix_total": split.mix,
        "rate_total": split.rate,
        "segments": {
            name: {
                "share_before": part.share_before,
                "share_after": part.share_after,
                "nps_before": part.nps_before,
                "nps_after": part.nps_after,
                "mix_effect": part.mix,
                "rate_effect": part.rate,
            }
            for name, part in split.segments.items()
        },
    }


def _impacts(inputs: Case) -> Case:
    everybody = Counts(*inputs["all"])
    found = impact.leave_out(everybody, groups_of(inputs["themes_det_pas_pro"]))
    return {
        "nps": nps(everybody),
        "themes": {
            name: {
                "mentions": item.mentions,
                "share": item.share,
                "nps_mentioners": item.nps,
                "score_ci": limits(item.interval),
                "nps_without_them": item.nps_without,
                "impact_points": item.impact,
                "impact_ci": limits(item.impact_interval),
                "p": item.p,
                "additive_contribution": item.contribution,
                "if_its_detractors_became_passives": item.nps_if_detractors_became_passives,
                "q_bh": item.q_bh,
            }
            for name, item in found.items()
        },
        "order_by_cautious_impact": list(found),
    }


def _shrunken(segments: dict[str, Counts]) -> Case:
    found = shrinkage.empirical_bayes(segments)
    assert found is not None
    return {
        "Q": found.q,
        "tau2_DerSimonian_Laird": found.tau2_dersimonian_laird,
        "tau2_Paule_Mandel": found.tau2_paule_mandel,
        "mu": found.mean,
        "raw": found.raw,
        "variance_adj": found.variances,
        "shrunk_paule_mandel": found.shrunk,
        "pooled_nps": nps(sum(segments.values(), Counts(0, 0, 0))),
        "shrunk_kappa20": shrinkage.toward_pool(segments, kappa=20),
    }


def rolling(inputs: Case, expected: Case) -> Case:
    if "weekly_n_nps" in inputs:
        return {"fitted": loess.fit(inputs["weekly_n_nps"], inputs["span"])}
    daily = inputs["daily_histograms_0_to_10"]
    found = {}
    for key in expected:
        day, _, option = key.removeprefix("day").partition("_")
        if option.startswith("win"):
            point = trend.rolling(daily, int(option.removeprefix("win")), [int(day)])[0]
            found[key] = {
                "histogram": list(point.histogram),
                "n": point.counts.n,
                "nps": point.nps,
                "score_ci": limits(point.interval),
                "partial_window": point.partial,
            }
            continue
        if option.startswith("half"):
            smooth = trend.ewma(daily, int(option.removeprefix("half")), int(day))
        else:
            smooth = trend.kernel(daily, inputs["bandwidth_days"], int(day))
        found[key] = {"nps": smooth.nps, "n_eff": smooth.n_eff, "score_ci": limits(smooth.interval)}
    return found


AREAS = {
    "alert": alert,
    "weighting": weighting,
    "nonresponse": nonresponse,
    "drivers": drivers,
    "rolling": rolling,
}
