package io.turnpike.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class QueryTest {
    @Test
    @Timeout(60)
    @DisplayName("HT4: each parameter is looked at once, also where none has a value; the square would take an hour")
    void readsEachParameterOnce() {
        String names = "&".repeat(16 << 20);

        assertThat(Query.first(names, "apikey")).isNull();
        assertThat(Query.first(names + "apikey=a", "apikey")).isEqualTo("a");
        assertThat(Query.first("apikey&b=c", "apikey")).isEmpty();
        assertThat(Query.without("a&apikey&b=c", "apikey", "x-api-key")).isEqualTo("a&b=c");
    }
}
