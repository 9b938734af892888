package io.turnpike.management.bundle;

import static io.turnpike.management.bundle.BundleFiles.bundle;
import static io.turnpike.management.bundle.BundleFiles.codes;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.model.CallValue;
import io.turnpike.model.Quota;
import io.turnpike.model.SpikeArrest;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Quota and SpikeArrest (PX5).
class LimitRulesTest {
    private static final String NUMBERS = "<Allow count='20'/><Interval>2</Interval><TimeUnit>minute</TimeUnit>";
    private static final String LIMIT = "<Allow countRef='verifyapikey.K.apiproduct.developer.quota.limit'/>"
            + "<Interval ref='verifyapikey.K.apiproduct.developer.quota.interval'/>"
            + "<TimeUnit ref='verifyapikey.K.apiproduct.developer.quota.timeunit'/>";
    private static final Quota QUOTA = new Quota(20, 2, Quota.Unit.MINUTE);

    @Test
    @DisplayName("PX5: literal numbers become the quota of the proxy")
    void takesNumbers() {
        var imported =
                bundle().policy("Q", "<Quota name='Q'>" + NUMBERS + "</Quota>").imported();

        assertThat(imported.settings().limits().quota()).contains(QUOTA);
        assertThat(codes(imported)).isEmpty();
    }

    @Test
    @DisplayName("PX5: references to the product's quota are what the product enforces anyway")
    void leavesReferencesToTheProduct() {
        var imported =
                bundle().policy("Q", "<Quota name='Q'>" + LIMIT + "</Quota>").imported();

        assertThat(imported.settings().limits().quota()).isEmpty();
        assertThat(imported.settings().limits().enforceQuota()).isTrue();
        assertThat(imported.facts().report().counts()).containsEntry("applied", 1);
        assertThat(codes(imported)).isEmpty();
    }

    @Test
    @DisplayName("Q5: numbers beside references hold where the product sets none")
    void takesNumbersBesideReferences() {
        var beside = bundle().policy(
                        "Q",
                        "<Quota name='Q'><Allow count='20' countRef='apiproduct.quota.limit'/>"
                                + "<Interval ref='apiproduct.quota.interval'>2</Interval>"
                                + "<TimeUnit ref='apiproduct.quota.timeunit'>minute</TimeUnit></Quota>")
                .imported();
        var standard = bundle().policy(
                        "Q",
                        "<Quota name='Q'><UseQuotaConfigInAPIProduct stepName='K'><DefaultConfig>"
                                + "<Allow>20</Allow><Interval>2</Interval><TimeUnit>minute</TimeUnit>"
                                + "</DefaultConfig></UseQuotaConfigInAPIProduct></Quota>")
                .imported();

        assertThat(beside.settings().limits().quota()).contains(QUOTA);
        assertThat(standard.settings().limits().quota()).contains(QUOTA);
        assertThat(codes(beside)).isEmpty();
        assertThat(codes(standard)).isEmpty();
    }

    @ParameterizedTest(name = "{0}{1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "type='rollingwindow' | '' | QuotaType",
                "'' | <Identifier ref='client_id'/> | ''",
                "'' | <Identifier ref='verifyapikey.K.client_id'/> | ''",
                "'' | <Identifier ref='request.header.user'/> | IdentifierUnknown",
                "'' | <MessageWeight ref='request.header.w'/> | DetailWithoutEffect",
                "'' | <StartTime>2026-1-1 00:00:00</StartTime> | DetailWithoutEffect",
                "'' | <Distributed>true</Distributed><Synchronous>true</Synchronous> | ''",
            })
    @DisplayName("PX5: what a quota here does not have is told")
    void tellsOfDetails(String attributes, String elements, String code) {
        var imported = bundle().policy("Q", "<Quota name='Q' %s>%s%s</Quota>".formatted(attributes, NUMBERS, elements))
                .imported();

        assertThat(imported.settings().limits().quota()).contains(QUOTA);
        assertThat(String.join(",", codes(imported))).isEqualTo(code);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "<Allow countRef='request.header.limit'/><Interval>1</Interval><TimeUnit>day</TimeUnit>",
                "<Allow count='5'/><Interval>1</Interval>",
                "<Allow count='5'/><Interval>0</Interval><TimeUnit>day</TimeUnit>",
                "<Allow count='5'/><Interval>1</Interval><TimeUnit>fortnight</TimeUnit>",
                "<Allow count='5'/><Interval>1</Interval><TimeUnit>day</TimeUnit><CountOnly>true</CountOnly>",
                "<Allow count='5'/><Interval>1</Interval><TimeUnit>day</TimeUnit><EnforceOnly>true</EnforceOnly>",
            })
    void leavesOutWhatItCannotCount(String elements) {
        var imported =
                bundle().policy("Q", "<Quota name='Q'>" + elements + "</Quota>").imported();

        assertThat(imported.settings().limits().quota()).isEmpty();
        assertThat(codes(imported)).containsExactly("PolicyWithoutEffect");
    }

    @Test
    void takesTheFirstOfSeveralQuotasAndTellsOfTheOthers() {
        var imported = bundle().policy("A", "<Quota name='A'>" + NUMBERS + "</Quota>")
                .policy("B", "<Quota name='B'>" + NUMBERS.replace("20", "30") + "</Quota>")
                .imported();

        assertThat(imported.settings().limits().quota()).contains(QUOTA);
        assertThat(codes(imported)).containsExactly("OneOfSeveral");
    }

    @ParameterizedTest(name = "{0} by {1}")
    @CsvSource({
        "10ps, '', ''",
        "30pm, request.header.X-User, request.header.x-user",
        "30pm, request.queryparam.User, request.queryparam.User",
        "30pm, proxy.client.ip, client.ip",
    })
    @DisplayName("PX5: SpikeArrest with a literal rate")
    void takesRates(String rate, String identifier, String by) {
        String ref = identifier.isEmpty() ? "" : "<Identifier ref='%s'/>".formatted(identifier);

        var imported = bundle().policy(
                        "S", "<SpikeArrest name='S'>%s<Rate>%s</Rate></SpikeArrest>".formatted(ref, rate))
                .imported();

        assertThat(imported.settings().limits().spikeArrest())
                .contains(SpikeArrest.of(rate, by.isEmpty() ? Optional.empty() : Optional.of(CallValue.of(by))));
        assertThat(codes(imported)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "<Rate ref='request.header.rate'/>",
                "<Rate>10ph</Rate>",
                "<Rate>{rate}</Rate>",
                "<Rate>10ps</Rate><Identifier ref='client_id'/>",
            })
    void leavesOutRatesThatItCannotKeep(String elements) {
        var imported = bundle().policy("S", "<SpikeArrest name='S'>%s</SpikeArrest>".formatted(elements))
                .imported();

        assertThat(imported.settings().limits().spikeArrest()).isEmpty();
        assertThat(codes(imported)).containsExactly("PolicyWithoutEffect");
    }
}
