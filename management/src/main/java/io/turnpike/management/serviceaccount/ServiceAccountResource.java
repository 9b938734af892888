package io.turnpike.management.serviceaccount;

import static io.turnpike.access.Permission.ACCESS_READ;
import static io.turnpike.access.Permission.ACCESS_WRITE;

import io.turnpike.http.Call;
import io.turnpike.http.Description;
import io.turnpike.http.Reply;
import io.turnpike.http.Route;
import io.turnpike.management.access.ServiceToken;
import io.turnpike.management.wire.Fields;
import io.turnpike.problem.Kind;
import io.turnpike.secret.Vault;
import io.turnpike.storage.ServiceAccountStore.ServiceAccount;
import io.turnpike.storage.Storage;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// `/v1/organizations/{org}/serviceaccounts`, and `/v1/serviceaccounts` for those of the installation.
public final class ServiceAccountResource {
    private static final String OF_ORGANIZATION = "/v1/organizations/{org}/serviceaccounts";
    private static final String OF_INSTALLATION = "/v1/serviceaccounts";

    private final ServiceAccountService accounts;

    public ServiceAccountResource(Storage storage, Vault vault, Clock clock) {
        this.accounts = new ServiceAccountService(storage, vault, clock);
    }

    public List<Route> routes() {
        var routes = new ArrayList<>(routes(OF_ORGANIZATION, call -> Optional.of(call.path("org"))));
        routes.addAll(routes(OF_INSTALLATION, _ -> Optional.empty()));
        return routes;
    }

    private List<Route> routes(String all, Function<Call, Optional<String>> owner) {
        String one = all + "/{account}";
        return List.of(
                new Route("GET", all, ACCESS_READ, call -> list(owner.apply(call)))
                        .describedAs(new Description("Lists service accounts", "", "ServiceAccounts")),
                new Route("POST", all, ACCESS_WRITE, call -> create(call, owner.apply(call)))
                        .describedAs(new Description(
                                        "Creates a service account and shows its token once",
                                        "ServiceAccount",
                                        "ServiceAccountWithToken")
                                .answering(201)),
                new Route("GET", one, ACCESS_READ, call -> get(call, owner.apply(call)))
                        .describedAs(new Description("Reads a service account", "", "ServiceAccount")),
                new Route("PUT", one, ACCESS_WRITE, call -> update(call, owner.apply(call)))
                        .describedAs(new Description("Changes a service account", "ServiceAccount", "ServiceAccount")),
                new Route("DELETE", one, ACCESS_WRITE, call -> delete(call, owner.apply(call)))
                        .describedAs(new Description("Deletes a service account", "", "ServiceAccount")),
                new Route("POST", one + ":rotateToken", ACCESS_WRITE, call -> rotate(call, owner.apply(call)))
                        .describedAs(new Description(
                                "Gives a service account another token and shows it once",
                                "",
                                "ServiceAccountWithToken")));
    }

    private Reply list(Optional<String> owner) {
        var found = accounts.list(owner).stream().map(ServiceAccountBody::write).toList();
        return Reply.json(200, Map.of("items", found, "total", found.size()));
    }

    private Reply create(Call call, Optional<String> owner) {
        var token = ServiceToken.make();
        return reply(201, accounts.create(call.caller(), owner, body(call), token), token);
    }

    private Reply get(Call call, Optional<String> owner) {
        return reply(accounts.get(owner, call.path("account")));
    }

    private Reply update(Call call, Optional<String> owner) {
        return reply(accounts.update(call.caller(), owner, call.path("account"), body(call)));
    }

    private Reply delete(Call call, Optional<String> owner) {
        return reply(accounts.delete(call.caller(), owner, call.path("account")));
    }

    private Reply rotate(Call call, Optional<String> owner) {
        var token = ServiceToken.make();
        return reply(200, accounts.rotate(call.caller(), owner, call.path("account"), token), token);
    }

    private static ServiceAccountBody body(Call call) {
        return ServiceAccountBody.read(Fields.of(call, Kind.SERVICE_ACCOUNT));
    }

    private static Reply reply(ServiceAccount account) {
        return Reply.json(200, ServiceAccountBody.write(account));
    }

    /// Nobody on the way may keep an answer that holds a token.
    private static Reply reply(int status, ServiceAccount account, ServiceToken token) {
        return Reply.json(status, ServiceAccountBody.write(account, token)).with("Cache-Control", "no-store");
    }
}
