package io.turnpike.server.api;

import static io.turnpike.server.api.ApiServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Developers as both dialects see them.
class DeveloperApiTest {
    private static final String ADA = """
            {"email":"Ada+x@Example.org","firstName":"Ada","lastName":"Lovelace","userName":"ada",
             "attributes":[{"name":"z","value":"1"},{"name":"a","value":"2"}]}""";
    private static final String SOMEBODY = "{\"email\":\"%s\",\"firstName\":\"f\",\"lastName\":\"l\"}";
    private static final String EDGE = "/edge/v1/organizations/default/";

    private ApiServer api;

    @BeforeEach
    void start(@TempDir Path folder) {
        api = ApiServer.start(folder);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    @DisplayName("10.2, 1.6, 24.1 #7: X folds the e-mail, keeps the order of attributes, and always starts active")
    void createsInX() {
        var created = api.post("developers", ADA);

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.jsonWithoutIds()).isEqualTo(json("""
                {"email":"ada+x@example.org","firstName":"Ada","lastName":"Lovelace","userName":"ada",
                 "attributes":[{"name":"z","value":"1"},{"name":"a","value":"2"}],"developerId":"<id>",
                 "organizationName":"default","status":"active","createdAt":"1767225600000",
                 "lastModifiedAt":"1767225600000"}"""));
    }

    @Test
    @DisplayName("10.2, 20 #28: Edge keeps the e-mail as it is typed, and the user name falls back to it")
    void createsInEdge() {
        var created = api.post(EDGE + "developers", SOMEBODY.formatted("Bob@Example.org"));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.jsonWithoutIds()).isEqualTo(json("""
                {"apps":[],"attributes":[],"companies":[],"createdAt":1767225600000,"createdBy":"admin-token",
                 "developerId":"<id>","email":"Bob@Example.org","firstName":"f","lastModifiedAt":1767225600000,
                 "lastModifiedBy":"admin-token","lastName":"l","organizationName":"default","status":"active",
                 "userName":"Bob@Example.org"}"""));
        var again = api.post(EDGE + "developers", SOMEBODY.formatted("bob@example.ORG"));
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.json().get("code").asString()).isEqualTo("developer.service.DeveloperAlreadyExists");
    }

    @Test
    @DisplayName("1.8, 24.2: e-mail in any case and escaping, or id, find the developer")
    void findsDevelopersHoweverTheyAreNamed() {
        String id = api.post("developers", ADA).json().get("developerId").asString();

        for (String segment : new String[] {
            id, "ada+x@example.org", "ada%2Bx%40example.org", "ADA%2Bx@example.org", "ada%252Bx%2540example.org"
        }) {
            assertThat(api.get("developers/" + segment).status()).as(segment).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("2.3: GET and DELETE know the organization, PUT speaks so that portals create the developer")
    void tellsMissingDevelopersApart() {
        var missing = api.get(EDGE + "developers/no@body.org");
        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.json()).isEqualTo(json("""
                {"code":"developer.service.DeveloperIdDoesNotExist",
                 "message":"DeveloperId no@body.org does not exist in organization default","contexts":[]}"""));
        assertThat(api.delete(EDGE + "developers/no@body.org").json()).isEqualTo(missing.json());
        var update = api.put(EDGE + "developers/no@body.org", SOMEBODY.formatted("no@body.org"));
        assertThat(update.status()).isEqualTo(404);
        assertThat(update.json()).isEqualTo(json("""
                {"code":"developer.service.DeveloperDoesNotExist",
                 "message":"Developer with id no@body.org does not exist","contexts":[]}"""));
    }

    @Test
    @DisplayName("10.1, 24.2: PUT replaces, may change the e-mail, and does not touch the status")
    void replacesTheProfile() {
        api.post("developers", ADA);
        api.post("developers/ada+x@example.org?action=inactive", "");

        var changed = api.put("developers/ada+x@example.org", """
                {"email":"ada@new.org","firstName":"A","lastName":"L","status":"active"}""");

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.jsonWithoutIds()).isEqualTo(json("""
                {"email":"ada@new.org","firstName":"A","lastName":"L","userName":"ada@new.org","developerId":"<id>",
                 "organizationName":"default","status":"inactive","createdAt":"1767225600000",
                 "lastModifiedAt":"1767225600000"}"""));
        assertThat(api.get("developers/ada+x@example.org").status()).isEqualTo(404);
    }

    @Test
    @DisplayName("10.1, 1.4: actions answer 204 without a body; another action is refused")
    void setsTheStatus() {
        api.post("developers", SOMEBODY.formatted("a@b.org"));

        var done = api.post("developers/a@b.org?action=inactive", "", "Content-Type", "application/octet-stream");

        assertThat(done.status()).isEqualTo(204);
        assertThat(done.body()).isEmpty();
        assertThat(api.get("developers/a@b.org").json().get("status").asString())
                .isEqualTo("inactive");
        var refused = api.post(EDGE + "developers/a@b.org?action=sleep", "");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json()).isEqualTo(json("""
                {"code":"keymanagement.service.InvalidAction",
                 "message":"action must be active or inactive","contexts":[]}"""));
    }

    @Test
    @DisplayName("1.7: lists in both dialects, paged by e-mail, by ids and by app")
    void lists() {
        for (String email : new String[] {"c@x.org", "a@x.org", "b@x.org"}) {
            api.post("developers", SOMEBODY.formatted(email));
        }

        assertThat(api.get("developers").json())
                .isEqualTo(json(
                        "{\"developer\":[{\"email\":\"a@x.org\"},{\"email\":\"b@x.org\"},{\"email\":\"c@x.org\"}]}"));
        assertThat(api.get(EDGE + "developers?startKey=b@x.org&count=1").json()).isEqualTo(json("[\"b@x.org\"]"));
        assertThat(api.get("developers?startKey=d@x.org").status()).isEqualTo(404);
        assertThat(api.get(EDGE + "developers?expand=true&count=1")
                        .json()
                        .get("developer")
                        .get(0))
                .isEqualTo(api.get(EDGE + "developers/a@x.org").json());
        assertThat(api.get("developers?ids=c@x.org,a@x.org,z@x.org")
                        .json()
                        .get("developer")
                        .size())
                .isEqualTo(2);
        assertThat(api.get("developers?app=none").json()).isEqualTo(json("{\"developer\":[]}"));
    }

    @Test
    @DisplayName("developers.listByApp: whole developers in both dialects, and only those who have such an app")
    void listsByApp() {
        for (String email : new String[] {"c@x.org", "a@x.org", "b@x.org"}) {
            api.post("developers", SOMEBODY.formatted(email));
        }
        for (String email : new String[] {"c@x.org", "a@x.org"}) {
            api.post("developers/" + email + "/apps", "{\"name\":\"my app\"}").mustBe(201);
        }

        for (String dialect : new String[] {"", EDGE}) {
            assertThat(api.get(dialect + "developers?app=my%20app&count=1").json())
                    .isEqualTo(json("{\"developer\":[%s,%s]}"
                            .formatted(
                                    api.get(dialect + "developers/a@x.org").body(),
                                    api.get(dialect + "developers/c@x.org").body())));
        }
    }

    @Test
    @DisplayName("1.7: an unknown start key is a 404 in one form for every list")
    void refusesAnUnknownStartKey() {
        api.post("developers", SOMEBODY.formatted("a@x.org"));

        for (String entity : new String[] {"Developer", "ApiProduct", "App"}) {
            String list = entity.equals("App") ? "developers/a@x.org/apps" : entity.toLowerCase(Locale.ROOT) + "s";
            api.get(EDGE + list + "?startKey=zz")
                    .mustRefuse(
                            404,
                            "keymanagement.service.%s_doesnot_exist".formatted(entity.toLowerCase(Locale.ROOT)),
                            "%s with name zz does not exist".formatted(entity));
        }
    }

    @Test
    @DisplayName("9.5, extensions 3: attributes as a sub-resource; those of ours survive a whole write")
    void hasAttributes() {
        api.post("developers", ADA);
        String all = "developers/ada%2Bx@example.org/attributes";

        assertThat(api.post(all + "/turnpike.internal", "{\"value\":\"true\"}").status())
                .isEqualTo(200);
        api.put("developers/ada%2Bx@example.org", SOMEBODY.formatted("ada+x@example.org"));

        assertThat(api.get(all).json())
                .isEqualTo(json("{\"attribute\":[{\"name\":\"turnpike.internal\",\"value\":\"true\"}]}"));
        assertThat(api.post(all + "/turnpike.internal", "{\"value\":\"perhaps\"}")
                        .status())
                .isEqualTo(400);
        assertThat(api.delete(all + "/turnpike.internal").status()).isEqualTo(200);
        assertThat(api.get(all).json()).isEqualTo(json("{\"attribute\":[]}"));
    }

    @Test
    @DisplayName("10.1: DELETE answers the developer as it was")
    void deletes() {
        var created = api.post("developers", ADA);

        assertThat(api.delete("developers/ada+x@example.org").json()).isEqualTo(created.json());
        assertThat(api.get("developers/ada+x@example.org").status()).isEqualTo(404);
    }
}
