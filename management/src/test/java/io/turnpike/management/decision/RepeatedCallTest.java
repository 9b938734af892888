package io.turnpike.management.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.explanation.Question.Credential;
import io.turnpike.usage.Decided;
import io.turnpike.usage.UsageRecord;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepeatedCallTest {
    private static final UUID ID = new UUID(1, 2);

    @ParameterizedTest(name = "{0} {1} covered by {2}")
    @DisplayName("runtime K1: a call is repeated as gRPC where a gRPC operation covered it")
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | /weather.Forecast/Get      | /weather.Forecast             | true",
                "POST | /weather.Forecast/Get      | /weather.Forecast/Get         | true",
                "POST | /weather.Forecast/Get      | /weather.Forecast/List,Get    | true",
                "POST | /weather.Forecast/Get      | /weather.Forecast/List,GetAll | false",
                "GET  | /weather.Forecast/Get      | /weather.Forecast             | false",
                "POST | /v1/weather.Forecast/Get   | /v1/weather.Forecast/Get      | false",
                "POST | /reports/x                 | /reports/*                    | false",
                "POST | /reports/x                 | /reports/**                   | false",
                "POST | /reports/x                 | POST /reports/x               | false",
                "POST | //x                        | /                             | false",
            })
    void repeatsGrpcCalls(String method, String path, String operation, boolean isGrpc) {
        var request = new Decided.Request(method, path, "api.example", "192.0.2.1", null, "1", "https", null);
        var cover = new UsageRecord.Cover(ID, "gold", operation);
        var start = new UsageRecord.Start(1, 1, null, null, null, cover, null, null, request);
        var place = new UsageRecord.Place(ID, ID, "test", "weather", 1, "/");

        var question = new RepeatedCall(start, place).question(new Credential.None(), Instant.EPOCH);

        assertThat(question.fields().containsKey("content-type")).isEqualTo(isGrpc);
    }
}
