package io.turnpike.management.monetization;

import static io.turnpike.access.Permission.MONETIZATION_READ;
import static io.turnpike.access.Permission.MONETIZATION_WRITE;

import io.turnpike.billing.BillingType;
import io.turnpike.billing.Wallet;
import io.turnpike.http.Call;
import io.turnpike.http.Description;
import io.turnpike.http.Reply;
import io.turnpike.http.Route;
import io.turnpike.management.owner.Owners;
import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.View;
import io.turnpike.management.wire.Views;
import io.turnpike.problem.Kind;
import java.util.List;
import java.util.Map;

/// `…/monetizationConfig` and `…/balance` of those who pay.
///
/// Source: management-api 10.3.
final class BalanceResource {
    private final Owners payers;
    private final String config;
    private final String balance;
    private final BalanceService balances;
    private final Views views;

    BalanceResource(Owners payers, BalanceService balances, Views views) {
        this.payers = payers;
        this.config = payers.template() + "/monetizationConfig";
        this.balance = payers.template() + "/balance";
        this.balances = balances;
        this.views = views;
    }

    List<Route> routes() {
        return List.of(
                new Route("GET", config, MONETIZATION_READ, this::getConfig)
                        .describedAs(new Description("Reads how somebody pays", "", "MonetizationConfig")),
                new Route("PUT", config, MONETIZATION_WRITE, this::updateConfig)
                        .describedAs(
                                new Description("Sets how somebody pays", "MonetizationConfig", "MonetizationConfig")),
                new Route("GET", balance, MONETIZATION_READ, this::getBalance)
                        .describedAs(new Description("Reads a balance", "", "Balance")),
                new Route("POST", balance + ":credit", MONETIZATION_WRITE, this::credit)
                        .describedAs(new Description("Credits a balance", "BalanceCredit", "Balance")),
                new Route("POST", balance + ":adjust", MONETIZATION_WRITE, this::adjust)
                        .describedAs(new Description("Adjusts a balance", "BalanceAdjustment", "Balance")));
    }

    private Reply getConfig(Call call) {
        return config(balances.billingType(payers.path(call)));
    }

    private Reply updateConfig(Call call) {
        var body = Fields.of(call, Kind.MONETIZATION);
        var type = Choices.read(body, "billingType", BillingType.class)
                .orElseThrow(() -> body.invalid("billingType", "must be PREPAID or POSTPAID"));
        return config(balances.setBillingType(call.caller(), payers.path(call), type));
    }

    private Reply getBalance(Call call) {
        return balance(call, balances.wallets(payers.path(call)));
    }

    private Reply credit(Call call) {
        var body = CreditBody.read(Fields.of(call, Kind.MONETIZATION));
        return balance(call, balances.credit(call.caller(), payers.path(call), body));
    }

    private Reply adjust(Call call) {
        var adjustment = MoneyBody.required(Fields.of(call, Kind.MONETIZATION), "adjustment");
        return balance(call, balances.adjust(call.caller(), payers.path(call), adjustment));
    }

    private static Reply config(BillingType type) {
        return Reply.json(200, Map.of("billingType", type.name()));
    }

    private Reply balance(Call call, List<Wallet> wallets) {
        var view = views.of(call);
        return Reply.json(
                200,
                Map.of(
                        "wallets",
                        wallets.stream().map(wallet -> write(wallet, view)).toList()));
    }

    private static Map<String, Object> write(Wallet wallet, View view) {
        return view.members()
                .value("balance", MoneyBody.write(wallet.balance(), view))
                .instant("lastCreditTime", wallet.lastCredit())
                .toMap();
    }
}
