from django.urls import reverse


def test_everybody_reads_what_the_page_cannot_say_in_both_languages(client, db):
    page = client.get(reverse("reports:said_guide")).content.decode()
    assert 'id="limits"' in page
    assert "What it cannot say" in page
    answer = client.get(reverse("reports:said_guide"), {"lang": "es"})
    assert answer["Content-Language"] == "es"
    assert "Qué no puede decir" in answer.content.decode()
