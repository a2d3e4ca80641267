from django.urls import reverse


def test_everybody_reads_how_sending_works_in_both_languages(client, db):
    page = client.get(reverse("delivery:guide")).content.decode()
    assert 'id="states"' in page
    assert "<strong>Uncertain</strong>" in page
    answer = client.get(reverse("delivery:guide"), {"lang": "es"})
    assert answer["Content-Language"] == "es"
    assert "<strong>Incierto</strong>" in answer.content.decode()


def test_the_list_of_messages_leads_there(acme, olga, client_of):
    page = client_of(olga).get(reverse("delivery:messages", args=["acme"])).content.decode()
    assert reverse("delivery:guide") in page
