package io.turnpike.storage;

import static io.turnpike.storage.Samples.organization;
import static io.turnpike.storage.Samples.proxy;
import static io.turnpike.storage.Samples.revision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.turnpike.model.ApiProxy;
import io.turnpike.model.BundleFacts;
import io.turnpike.model.Organization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

public interface BundleStoreContract extends StorageContract {
    @Test
    default void keepsTheBytesOfABundleAndWhatItHolds() {
        ApiProxy weather = inserted();
        byte[] archive = {0, 1, -1, 'P', 'K'};

        change(work -> work.bundles().put(weather.id(), 1, archive, facts("first")));

        assertThat(archive(weather, 1))
                .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(archive));
        assertThatObject(facts(weather, 1)).isEqualTo(Optional.of(facts("first")));
        assertThat(archive(weather, 2)).isEmpty();
        assertThatObject(facts(weather, 2)).isEqualTo(Optional.empty());
    }

    @Test
    default void replacesAndDeletesABundle() {
        ApiProxy weather = inserted();
        change(work -> work.bundles().put(weather.id(), 1, new byte[] {1}, facts("first")));
        change(work -> work.bundles().put(weather.id(), 1, new byte[] {2}, facts("second")));

        assertThat(archive(weather, 1))
                .hasValueSatisfying(bytes -> assertThat(bytes).containsExactly(2));
        assertThatObject(facts(weather, 1)).isEqualTo(Optional.of(facts("second")));

        change(work -> work.bundles().delete(weather.id(), 1));
        change(work -> work.bundles().delete(weather.id(), 1));
        assertThat(archive(weather, 1)).isEmpty();
    }

    @Test
    default void losesTheBundlesOfRevisionsThatGo() {
        ApiProxy weather = inserted();
        change(work -> {
            work.bundles().put(weather.id(), 1, new byte[] {1}, facts("first"));
            work.bundles().put(weather.id(), 2, new byte[] {2}, facts("second"));
        });

        change(work -> work.proxies().deleteRevision(weather, 1));
        assertThat(archive(weather, 1)).isEmpty();
        assertThat(archive(weather, 2)).isPresent();

        change(work -> work.proxies().delete(weather));
        assertThat(archive(weather, 2)).isEmpty();
    }

    private ApiProxy inserted() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        ApiProxy weather = proxy(acme, "weather");
        return write(work -> {
            ApiProxy stored = work.proxies().insert(weather, revision(weather, 1));
            return work.proxies().addRevision(stored, revision(stored, 2));
        });
    }

    private Optional<byte[]> archive(ApiProxy proxy, int revision) {
        return read(work -> work.bundles().archive(proxy.id(), revision));
    }

    private Optional<BundleFacts> facts(ApiProxy proxy, int revision) {
        return read(work -> work.bundles().facts(proxy.id(), revision));
    }

    private static BundleFacts facts(String policy) {
        var counts = new LinkedHashMap<String, Integer>();
        counts.put("policies", 1);
        return new BundleFacts(
                List.of("default"),
                List.of(),
                List.of(policy),
                List.of("jsc://a.js"),
                List.of("server"),
                List.of(),
                new BundleFacts.Report(
                        counts, List.of(new BundleFacts.Finding("apiproxy/p.xml", "Code", "A message"))));
    }
}
