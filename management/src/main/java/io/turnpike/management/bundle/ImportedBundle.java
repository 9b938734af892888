package io.turnpike.management.bundle;

import io.turnpike.model.BundleFacts;
import io.turnpike.model.ProxySettings;

/// What a bundle of Apigee's became.
///
/// @param name of the proxy, as the bundle says; may be empty
/// @param facts what the bundle holds, and what of it has no effect here
public record ImportedBundle(String name, ProxySettings settings, BundleFacts facts) {
    /// Largest zip that is taken.
    public static final int MAX_BYTES = 32 * 1024 * 1024;

    /// Largest file that a bundle may hold.
    public static final int MAX_FILE = 10 * 1024 * 1024;

    /// @param open whether a proxy whose policies ask for no credential asks for none here
    /// @throws io.turnpike.problem.Refused with `BadBundle`; or with `InvalidField` for a base path that cannot be
    public static ImportedBundle of(byte[] zip, boolean open) {
        return new Translation(BundleReader.read(Archive.unpack(zip)), open).translated();
    }
}
