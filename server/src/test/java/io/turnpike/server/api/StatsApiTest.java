package io.turnpike.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.stats.Dimension;
import io.turnpike.stats.Grain;
import io.turnpike.stats.Series;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("management-api 17: stats")
class StatsApiTest {
    private static final String STATS = "environments/test/stats";
    private static final String RANGE = "timeRange=01/01/2026%2000:00~01/02/2026%2000:00";
    private static final String COUNT = "select=sum(message_count)&" + RANGE;
    private static final Series.Errors REFUSED = new Series.Errors(true, true, false);

    private ApiServer api;

    /// At noon of the first day three calls of gold and one that was refused, in the hour behind it one of silver.
    @BeforeEach
    void count(@TempDir Path folder) {
        api = ApiServer.start(folder);
        new CountedSamples(api)
                .calls("2026-01-01T12:10:00Z", Map.of(Dimension.PRODUCT, "gold"), 10, 20, 60)
                .calls("2026-01-01T12:20:00Z", Map.of(Dimension.STATUS, "401"), REFUSED, 1)
                .calls("2026-01-01T13:00:00Z", Map.of(Dimension.PRODUCT, "silver"), 100)
                .add();
        api.clock.advance(Duration.ofDays(1));
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    @DisplayName("stats.get(no-dims), plain, in both dialects; with and without a slash at the end")
    void countsEverything() {
        String body = """
                {"environments":[{"name":"test","metrics":[
                   {"name":"sum(message_count)","values":["5.0"]},
                   {"name":"sum(is_error)","values":["1.0"]},
                   {"name":"avg(total_response_time)","values":["38.2"]}]}],
                 "metaData":{"errors":[],"notices":["Source:sums by hour"]}}""";
        String query = "?select=sum(message_count),sum(is_error),avg(total_response_time)&" + RANGE;

        api.get(STATS + query).mustBe(200).mustHold(body);
        api.get(STATS + "/" + query).mustBe(200).mustHold(body);
        api.get("/v1/o/default/e/test/stats" + query).mustBe(200).mustHold(body);
        api.get("/edge/v1/organizations/default/environments/test/stats/" + query.replace("%20", "+"))
                .mustBe(200)
                .mustHold(body);
    }

    @Test
    @DisplayName("stats.get(dims): a group for each combination, (not set) where there is none")
    void tellsGroupsApart() {
        api.get(STATS + "/apis,api_product?" + COUNT + "&sortby=sum(message_count)")
                .mustBe(200)
                .mustHold("""
                        {"environments":[{"name":"test","dimensions":[
                           {"name":"weather,gold","individualNames":["weather","gold"],
                            "metrics":[{"name":"sum(message_count)","values":["3.0"]}]},
                           {"name":"weather,(not set)","individualNames":["weather","(not set)"],
                            "metrics":[{"name":"sum(message_count)","values":["1.0"]}]},
                           {"name":"weather,silver","individualNames":["weather","silver"],
                            "metrics":[{"name":"sum(message_count)","values":["1.0"]}]}]}],
                         "metaData":{"errors":[],"notices":["Source:sums by hour"]}}""");
    }

    @Test
    @DisplayName("timeUnit: {timestamp, value}; stretches without calls are left out, the latest comes first")
    void dividesTime() {
        String body = """
                {"environments":[{"name":"test","metrics":[{"name":"sum(message_count)","values":[%s]}]}],
                 "metaData":{"errors":[],"notices":["Source:sums by %s"]}}""";
        String noon = "{\"timestamp\":1767268800000,\"value\":\"4.0\"}";
        String one = "{\"timestamp\":1767272400000,\"value\":\"1.0\"}";

        api.get(STATS + "?timeUnit=hour&" + COUNT).mustBe(200).mustHold(body.formatted(one + "," + noon, "hour"));
        api.get(STATS + "?timeUnit=hour&tsAscending=true&" + COUNT).mustHold(body.formatted(noon + "," + one, "hour"));
        api.get(STATS + "?timeUnit=day&" + COUNT)
                .mustHold(body.formatted("{\"timestamp\":1767225600000,\"value\":\"5.0\"}", "hour"));
        api.get(STATS + "?timeUnit=day&tzo=660&tsAscending=true&" + COUNT)
                .mustHold(body.formatted(
                        "{\"timestamp\":1767186000000,\"value\":\"4.0\"},{\"timestamp\":1767272400000,\"value\":\"1.0\"}",
                        "hour"));
        api.get(STATS + "?timeUnit=week&" + COUNT)
                .mustHold(body.formatted("{\"timestamp\":1766966400000,\"value\":\"5.0\"}", "hour"));
        api.get(STATS + "?timeUnit=month&" + COUNT)
                .mustHold(body.formatted("{\"timestamp\":1767225600000,\"value\":\"5.0\"}", "hour"));
        api.get(STATS + "?timeUnit=minute&" + COUNT)
                .mustHold(body.formatted(
                        "{\"timestamp\":1767272400000,\"value\":\"1.0\"},{\"timestamp\":1767270000000,\"value\":\"1.0\"},{\"timestamp\":1767269400000,\"value\":\"3.0\"}",
                        "minute"));
    }

    @Test
    @DisplayName("a month's days stand in months of local time")
    void countsMonths() {
        String range = "select=sum(message_count)&timeRange=12/01/2025 00:00~02/01/2026 00:00".replace(" ", "%20");

        assertThat(api.get(STATS + "?timeUnit=month&tzo=-780&" + range)
                        .mustBe(200)
                        .json()
                        .findValuesAsString("timestamp"))
                .containsExactly("1767272400000", "1764594000000");
    }

    @Test
    @DisplayName("stats.optimizedStats, stats.optimized(_optimized=js): zeros where a series has none; X has texts")
    void answersBriefly() {
        String body = """
                {"Response":{"TimeUnit":[%s],"metaData":{"errors":[],"notices":["Source:sums by hour"]},
                 "resultTruncated":false,"stats":{"data":[
                   {"identifier":{"names":["api_product"],"values":["gold"]},
                    "metric":[{"env":"test","name":"sum(message_count)","values":[3.0,0.0]}]},
                   {"identifier":{"names":["api_product"],"values":["silver"]},
                    "metric":[{"env":"test","name":"sum(message_count)","values":[0.0,1.0]}]}]}}}""";
        String query = "/apiproducts?timeUnit=hour&tsAscending=true&filter=(api_product%20ne%20'(not%20set)')&" + COUNT;

        api.get("environments/test/optimizedStats" + query)
                .mustBe(200)
                .mustHold(body.formatted("\"1767268800000\",\"1767272400000\""));
        api.get("/edge/v1/organizations/default/environments/test/stats" + query + "&_optimized=js")
                .mustBe(200)
                .mustHold(body.formatted("1767268800000,1767272400000"));
        api.get("environments/test/optimizedStats?" + COUNT).mustHold("""
                {"Response":{"TimeUnit":["1767225600000"],"metaData":{"errors":[],"notices":["Source:sums by hour"]},
                 "resultTruncated":false,"stats":{"data":[
                   {"env":"test","name":"sum(message_count)","values":[5.0]}]}}}""");
        api.get("environments/prod/optimizedStats?timeUnit=hour&" + COUNT).mustHold("""
                {"Response":{"TimeUnit":[],"metaData":{"errors":[],"notices":["Source:sums by hour"]},
                 "resultTruncated":false,"stats":{}}}""");
    }

    @Test
    @DisplayName("limit, offset, topk, sort and sortby; resultTruncated tells that there is more")
    void pages() {
        assertThat(groups("&sortby=sum(message_count)&sort=ASC")).containsExactly("(not set)", "silver", "gold");
        assertThat(groups("&topk=1")).containsExactly("gold");
        assertThat(groups("&limit=1&offset=1&sort=DESC")).containsExactly("(not set)");
        assertThat(groups("&offset=3")).isEmpty();
        assertThat(groups("")).as("by name").containsExactly("(not set)", "gold", "silver");
        assertThat(api.get("environments/test/optimizedStats/api_product?limit=2&" + COUNT)
                        .json()
                        .at("/Response/resultTruncated")
                        .asBoolean())
                .isTrue();
    }

    @Test
    @DisplayName("counts of apps and developers, tps, percentiles, minimum and maximum, sizes")
    void measures() {
        String values = api.get(STATS + "?select=tps,app_count,developer_count,min(total_response_time),"
                        + "max(total_response_time),p50(total_response_time),percentile(target_response_time,99.9),"
                        + "sum(request_size),avg(response_size),max(request_processing_latency),"
                        + "sum(response_processing_latency),sum(policy_error),sum(target_error)&"
                        + RANGE)
                .mustBe(200)
                .json()
                .findValues("values")
                .toString();

        assertThat(values)
                .isEqualTo(
                        "[[\"0.000058\"], [\"0.0\"], [\"0.0\"], [\"1.0\"], [\"100.0\"], [\"20.0955\"], [\"49.9195\"],"
                                + " [\"500.0\"], [\"1000.0\"], [\"25.0\"], [\"47.75\"], [\"1.0\"], [\"0.0\"]]");
    }

    @Test
    @DisplayName("developer is org@@@id; names and e-mails are those of today, one who is gone is known by the id")
    void namesDevelopers() {
        AppSamples.addDeveloper(api, "ann@example.org");
        String id = api.get("developers/ann@example.org").text("/developerId");
        String gone = "00000000-0000-0000-0000-000000000007";
        api.storage().rollUps().deleteBefore(Grain.HOUR, api.clock.instant(), 1_000);
        new CountedSamples(api)
                .calls("2026-01-01T12:10:00Z", Map.of(Dimension.DEVELOPER, id, Dimension.APP, "app"), 1, 2)
                .calls("2026-01-01T12:10:00Z", Map.of(Dimension.DEVELOPER, gone, Dimension.APP, "old"), 1)
                .add();

        assertThat(names("developer,developer_email,developer_app", ""))
                .containsExactlyInAnyOrder(
                        "default@@@" + id + ",ann@example.org,app", "default@@@" + gone + ",(not set),old");
        assertThat(names("apps", "&filter=(developer_email%20eq%20'ann@example.org')"))
                .containsExactly("app");
        assertThat(names("apps", "&filter=(developer%20in%20'default@@@" + id + "')"))
                .containsExactly("app");
        assertThat(names("apps", "&filter=(devs%20notin%20'" + id + "')")).containsExactly("old");
        assertThat(names("apps", "&filter=(developer_email%20eq%20'nobody@example.org')"))
                .isEmpty();
    }

    @Test
    @DisplayName("ax_hour_of_day, ax_day_of_week: of local time as tzo tells it")
    void tellsRecurringTimesApart() {
        assertThat(names("ax_day_of_week,ax_hour_of_day", "")).containsExactlyInAnyOrder("Thu,12", "Thu,13");
        assertThat(names("ax_day_of_week,ax_hour_of_day", "&tzo=690")).containsExactlyInAnyOrder("Thu,23", "Fri,00");
        assertThat(names("api_product", "&filter=(ax_hour_of_day%20ge%2013)")).containsExactly("silver");
        assertThat(names("api_product", "&filter=(ax_day_of_week%20in%20'Sat','Sun')"))
                .isEmpty();
        for (String filter :
                new String[] {"ax_hour_of_day%20eq%2017", "ax_hour_of_day%20lt%2018%20or%20apps%20eq%20'x'"}) {
            assertThat(names("api_product", "&tzo=345&filter=(" + filter + ")"))
                    .as("not what came at 12:20, which is 18:05 there")
                    .containsExactly("gold");
        }
    }

    @Test
    @DisplayName("stats.hostStats, stats.optimizedHostStats: the environments behind a host name, and a word on that")
    void countsEnvironmentsOfHosts() {
        api.post("envgroups", "{\"name\":\"live\",\"hostnames\":[\"api.example.com\"]}")
                .mustBe(200);
        String asked = "?envgroupHostname=API.example.com&" + COUNT;
        String counted =
                "\"Counted are all calls of the environments of group live, under whatever host name they came\"";
        String plain = """
                {"hosts":[{"name":"api.example.com","metrics":[{"name":"sum(message_count)","values":["%s"]}]}],
                 "metaData":{"errors":[],"notices":["Source:sums by hour",%s]}}""";
        api.get("hostStats" + asked).mustBe(200).mustHold(plain.formatted("0.0", counted));

        api.post("envgroups/live/attachments", "{\"environment\":\"test\"}").mustBe(200);
        api.get("hostStats" + asked).mustBe(200).mustHold(plain.formatted("5.0", counted));
        api.get("optimizedHostStats/apis" + asked).mustBe(200).mustHold("""
                {"Response":{"TimeUnit":["1767225600000"],"resultTruncated":false,
                 "metaData":{"errors":[],"notices":["Source:sums by hour",%s]},
                 "stats":{"data":[{"identifier":{"names":["apiproxy"],"values":["weather"]},
                   "metric":[{"host":"api.example.com","name":"sum(message_count)","values":[5.0]}]}]}}}""".formatted(counted));
        api.get("hostStats?" + COUNT)
                .mustRefuseAsX(
                        400, "INVALID_ARGUMENT", "rest.interceptor.invalid_parameter", "envgroupHostname is required");
        api.get("hostStats?envgroupHostname=else.example&" + COUNT)
                .mustRefuseAsX(
                        400,
                        "INVALID_ARGUMENT",
                        "rest.interceptor.invalid_parameter",
                        "envgroupHostname must be a host name of one of the organization's environment groups");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "(apiproxy eq 'weather')|5.0",
                "(api_product eq 'gold' or api_product eq 'silver')|4.0",
                "(api_product in 'gold','silver') and (response_status_code eq 200)|4.0",
                "api_product IN ('gold') AND NOTHING|",
                "(response_status_code ge 400)|1.0",
                "(response_status_code lt 400)|4.0",
                "(api_product like 'g%')|3.0",
                "(api_product like '%l%')|4.0",
                "(api_product like '%ver')|1.0",
                "(api_product eq '(not set)')|1.0",
                "(api_product lt 'gzz')|3.0",
                "(api_product notin 'gold','(not set)')|1.0",
                "(api_product eq 'it''s; drop table usage_hours --')|0.0",
            })
    void filters(String filter, String expected) {
        Answer answer = api.get(STATS + "?" + COUNT + "&filter=" + escaped(filter));

        if (expected == null) {
            answer.mustBe(400);
        } else {
            assertThat(answer.mustBe(200).text("/environments/0/metrics/0/values/0"))
                    .isEqualTo(expected);
        }
    }

    @Test
    @DisplayName("Accept: text/csv gets a table; what a spreadsheet would run gets a quote in front")
    void writesTables() {
        new CountedSamples(api)
                .calls("2026-01-01T12:10:00Z", Map.of(Dimension.PRODUCT, "=1+\"2\",3"), 1)
                .add();
        Answer answer = api.get(
                STATS + "/apiproxy,api_product?timeUnit=hour&" + COUNT + "&sortby=sum(message_count)",
                "Accept",
                "text/csv");

        assertThat(answer.header("Content-Type")).isEqualTo("text/csv;charset=UTF-8");
        assertThat(answer.mustBe(200).body()).isEqualTo("""
                apiproxy,api_product,time,sum(message_count)
                weather,gold,2026-01-01T12:00:00.000Z,3.0
                weather,(not set),2026-01-01T12:00:00.000Z,1.0
                weather,"'=1+""2"",3",2026-01-01T12:00:00.000Z,1.0
                weather,silver,2026-01-01T13:00:00.000Z,1.0
                """.replace("\n", "\r\n"));
    }

    @Test
    @DisplayName("ruling 12: minutes are kept for two days; a time between hours is widened to whole ones behind that")
    void knowsHowLongMinutesAreKept() {
        String half = "?select=sum(message_count)&timeRange=01/01/2026%2012:15~01/01/2026%2012:30";
        assertThat(api.get(STATS + half).mustBe(200).text("/environments/0/metrics/0/values/0"))
                .isEqualTo("1.0");
        api.clock.advance(Duration.ofDays(2));

        api.get(STATS + half).mustBe(200).mustHold("""
                {"environments":[{"name":"test","metrics":[{"name":"sum(message_count)","values":["4.0"]}]}],
                 "metaData":{"errors":[],"notices":["Source:sums by hour",
                   "timeRange was widened to whole hours: minutes are kept for 2 days"]}}""");
        refuses("timeUnit=minute&" + COUNT, "timeUnit must be hour, day, week or month: minutes are kept for 2 days");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "timeRange=01/01/2026 00:00~01/02/2026 00:00|select is required",
                "select=tps|timeRange is required",
                "select=tps&timeRange=yesterday|timeRange must be MM/DD/YYYY HH:MM~MM/DD/YYYY HH:MM in UTC",
                "select=tps&timeRange=02/30/2026 00:00~03/02/2026 00:00|timeRange must be MM/DD/YYYY HH:MM~MM/DD/YYYY HH:MM in UTC",
                "select=tps&timeRange=01/02/2026 00:00~01/01/2026 00:00|timeRange must end after it starts",
                "select=tps&timeRange=01/02/1926 00:00~01/01/2026 00:00|timeRange must span at most 3660 days",
                "C&timeUnit=second|timeUnit must be minute, hour, day, week or month",
                "C&tzo=pm|tzo must be minutes between -840 and 840",
                "C&limit=-1|limit must be a number that is not negative",
                "C&sort=up|sort must be ASC or DESC",
                "C&sortby=tps|sortby must name metrics that select names",
                "C&filter=(apiproxy eq|filter must not end in the middle",
                "C&filter=(apiproxy eq 'a'|filter must close its parentheses",
                "C&filter=(apiproxy is 'a')|filter must compare by in, notin, eq, ne, gt, lt, ge, le or like, not by 'is'",
                "C&filter=apiproxy eq 'a' b|filter must end where 'b' stands",
                "C&filter=apiproxy eq b|filter must have a text in single quotes or a number where 'b' stands",
                "C&filter='apiproxy' eq 'b'|filter must have a dimension where 'apiproxy' stands",
                "C&filter=apiproxy eq \"b\"|filter cannot be read from character 13 on",
                "C&filter=apiproxy like 'a%b'|filter takes like with % at the start, the end, or both of a text",
                "C&filter=developer_email gt 'a'|filter compares developer_email by eq, ne, in and notin only",
            })
    void refusesABadQuestion(String query, String message) {
        refuses(escaped(query.replaceFirst("^C", COUNT.replace("%20", " "))), message);
    }

    @Test
    @DisplayName("ruling 12: a dimension or metric that is not kept is a 400 that names those we keep")
    void namesWhatItKeeps() {
        String dimensions =
                "apiproxy, api_product, operation, developer_app, developer, developer_email, app_group_name,"
                        + " environment, request_verb, response_status_code, target_response_code, target_host,"
                        + " ax_edge_execution_fault_code, turnpike_deny_reason, ax_hour_of_day, ax_day_of_week";
        api.get(STATS + "/client_ip?" + COUNT)
                .mustRefuseAsX(
                        400,
                        "INVALID_ARGUMENT",
                        "rest.interceptor.invalid_parameter",
                        "dimension 'client_ip' is not kept; kept are " + dimensions);
        String metrics = "kept are sum of message_count, is_error, policy_error, target_error; sum, avg, min and max of"
                + " total_response_time, target_response_time, request_processing_latency,"
                + " response_processing_latency, request_size, response_size; percentiles such as p99 of"
                + " total_response_time and target_response_time; tps, app_count, developer_count";
        for (String metric : List.of("sum(cache_hit)", "avg(message_count)", "user_count", "p99(request_size)")) {
            refuses("select=" + metric + "&" + RANGE, "select '" + metric + "' is not kept; " + metrics);
        }
        for (String form : List.of("sum(message_count", "sum message_count)", "drop table", "sum(),", "99")) {
            refuses(
                    "select=" + escaped(form) + "&" + RANGE,
                    "select must be a list such as sum(message_count),avg(total_response_time),tps");
        }
    }

    @Test
    void refusesDeepAndLongFilters() {
        refuses(
                COUNT + "&filter=" + "(".repeat(21) + "apiproxy%20eq%20'a'" + ")".repeat(21),
                "filter must have at most 20 parentheses in each other");
        refuses(COUNT + "&filter=apiproxy%20in%20" + "'a',".repeat(200) + "'a'", "filter must have at most 200 values");
        refuses(COUNT + "&filter=" + "(".repeat(4_001), "filter must have at most 4000 characters");
    }

    @Test
    void knowsOrganizationsAndEnvironments() {
        api.get("environments/none/stats?" + COUNT).mustBe(404);
        api.get("/v1/organizations/none/environments/test/stats?" + COUNT).mustBe(404);
    }

    private void refuses(String query, String message) {
        api.get(STATS + "?" + query)
                .mustRefuseAsX(
                        400, "INVALID_ARGUMENT", "rest.interceptor.invalid_parameter", message.replace("\"", "\\\""));
    }

    private List<String> groups(String query) {
        return names("api_product", query);
    }

    private List<String> names(String dimensions, String query) {
        return api.get(STATS + "/" + dimensions + "?" + COUNT + query)
                .mustBe(200)
                .json()
                .at("/environments/0/dimensions")
                .valueStream()
                .map(each -> each.get("name").asString())
                .toList();
    }

    private static String escaped(String query) {
        return query.replace("%", "%25").replace(" ", "%20").replace("\"", "%22");
    }
}
