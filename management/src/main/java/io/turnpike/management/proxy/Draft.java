package io.turnpike.management.proxy;

import io.turnpike.http.Call;
import io.turnpike.management.bundle.ImportedBundle;
import io.turnpike.model.ProxySettings;
import io.turnpike.storage.BundleStore;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A revision as it is to be stored.
///
/// @param name of its proxy; empty where it was not sent
/// @param space to which a new proxy is to belong; null where none was sent
/// @param bundle what becomes of the bundle that belongs to the revision
record Draft(String name, ProxySettings settings, @Nullable String space, Bundle bundle) {
    Draft {
        NewSettings.check(settings);
    }

    /// Made by hand: a bundle that the revision was imported from does not describe it any more.
    static Draft of(ProxyBody body) {
        return new Draft(body.name(), body.settings(), null, BundleStore::delete);
    }

    static Draft of(String name, byte[] zip, ImportedBundle imported) {
        return new Draft(
                name.isEmpty() ? imported.name() : name,
                imported.settings(),
                null,
                (store, proxy, revision) -> store.put(proxy, revision, zip, imported.facts()));
    }

    /// This for the space that the call names; a proxy that is there already stays where it is.
    Draft in(Call call) {
        return new Draft(name, settings, call.query("space").orElse(null), bundle);
    }

    /// A change of the store of bundles.
    interface Bundle {
        void settle(BundleStore store, UUID proxy, int revision);
    }
}
