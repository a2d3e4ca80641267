from followup.rules.reply_text import fill, unknown_blanks

VALUES = {"first_name": "Ana", "name": "Ana López", "score": "2", "brand": "Acme", "colleague": "Stan"}


def test_blanks_are_filled():
    assert fill("Hola {first_name}: gracias por tu {score}. {colleague}, {brand}", VALUES) == (
        "Hola Ana: gracias por tu 2. Stan, Acme"
    )


def test_an_empty_blank_leaves_no_gap_before_a_comma():
    assert fill("Hola {first_name}, gracias", VALUES | {"first_name": ""}) == "Hola, gracias"


def test_it_is_no_template_language():
    text = "{{ case.organisation }} {% now 'Y' %} {0.__class__} {brand.x}"
    assert fill(text, VALUES) == text
    assert unknown_blanks("{brand} {secret} {0.x} {secret}") == ["secret", "0.x"]


def test_what_a_value_holds_is_not_filled_again():
    assert fill("{name}", VALUES | {"name": "{colleague}"}) == "{colleague}"
