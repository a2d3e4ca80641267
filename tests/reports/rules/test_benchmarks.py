"""The shipped figures are complete, and honest about not agreeing."""

from reports.rules.benchmarks import INDUSTRIES, SHIPPED


def test_every_figure_says_where_it_comes_from():
    for figure in SHIPPED:
        assert figure.industry in INDUSTRIES, figure.key
        assert figure.source, figure.key
        assert figure.population, figure.key
        assert figure.url.startswith("https://"), figure.key
        assert figure.year is None or 2003 <= figure.year <= 2026, figure.key
        assert figure.typical is not None, figure.key
        assert figure.bands.in_order(), figure.key


def test_keys_are_unique_and_fit_an_address():
    keys = [figure.key for figure in SHIPPED]
    assert len(set(keys)) == len(keys)
    assert all(key.replace("-", "").replace("_", "").isalnum() and not key.startswith("own-") for key in keys)


def test_software_has_at_least_three_sources_that_disagree():
    software = [figure for figure in SHIPPED if figure.industry == "software"]
    assert len({figure.source for figure in software}) >= 3
    assert len({figure.mean for figure in software}) >= 3


def test_the_first_figure_of_software_has_the_bands_of_the_article():
    first = next(figure for figure in SHIPPED if figure.industry == "software")
    bands = first.bands
    assert (first.mean, bands.low_to, bands.good_from, bands.good_to) == (34, 25, 30, 40)
    assert (bands.leaders_from, bands.leaders_to) == (56, 60)
