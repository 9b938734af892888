package io.turnpike.management.proxy;

import io.turnpike.http.Call;
import io.turnpike.model.Organization;
import io.turnpike.storage.Work;

/// Which deployments a call is about; each name but the organization's is empty where it does not matter.
record Places(String organization, String environment, String proxy, String revision) {
    static Places ofOrganization(Call call) {
        return new Places(call.path("org"), "", "", "");
    }

    Places withEnvironment(String name) {
        return new Places(organization, name, proxy, revision);
    }

    Places withProxy(String name) {
        return new Places(organization, environment, name, revision);
    }

    Places withRevision(String number) {
        return new Places(organization, environment, proxy, number);
    }

    boolean contain(Answering answering) {
        return fits(environment, answering.environment())
                && fits(proxy, answering.proxy())
                && fits(revision, answering.revision());
    }

    /// @throws io.turnpike.problem.Refused with `NotFound` for a name that nothing has
    void requireAll(Work work, Organization owner) {
        if (!environment.isEmpty()) {
            work.environments().require(owner.id(), environment);
        }
        if (!proxy.isEmpty()) {
            var found = work.proxies().require(owner.id(), proxy);
            if (!revision.isEmpty()) {
                work.proxies().requireRevision(found, RevisionNumber.of(revision));
            }
        }
    }

    private static boolean fits(String wanted, String name) {
        return wanted.isEmpty() || wanted.equals(name);
    }
}
