package io.turnpike.storage;

import io.turnpike.model.BundleFacts;
import java.util.Optional;
import java.util.UUID;

/// The bundles that revisions of proxies were imported from. They go when their revision goes.
public interface BundleStore {
    /// Stores the bundle of a revision, or replaces it.
    ///
    /// @param archive the very zip that was sent
    void put(UUID proxy, int revision, byte[] archive, BundleFacts facts);

    Optional<byte[]> archive(UUID proxy, int revision);

    Optional<BundleFacts> facts(UUID proxy, int revision);

    /// Where there is none, nothing happens.
    void delete(UUID proxy, int revision);
}
