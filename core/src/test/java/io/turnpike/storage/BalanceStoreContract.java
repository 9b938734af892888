package io.turnpike.storage;

import static io.turnpike.storage.Samples.NOW;
import static io.turnpike.storage.Samples.organization;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.turnpike.billing.BalanceChange;
import io.turnpike.billing.BillingType;
import io.turnpike.billing.Money;
import io.turnpike.billing.Wallet;
import io.turnpike.model.Organization;
import io.turnpike.model.Owner;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

public interface BalanceStoreContract extends StorageContract {
    Owner ADA = new Owner.Developer(new UUID(0, 1));
    Owner TEAM = new Owner.Group(new UUID(0, 2));

    @Test
    default void keepsABillingTypeForEachOwner() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        assertThatObject(billingType(ADA)).isEqualTo(BillingType.POSTPAID);

        change(work -> work.balances().setBillingType(acme.id(), ADA, BillingType.PREPAID));
        assertThatObject(billingType(ADA)).isEqualTo(BillingType.PREPAID);
        assertThatObject(billingType(TEAM)).isEqualTo(BillingType.POSTPAID);

        change(work -> work.balances().setBillingType(acme.id(), ADA, BillingType.POSTPAID));
        assertThatObject(billingType(ADA)).isEqualTo(BillingType.POSTPAID);
    }

    @Test
    default void readsTheWalletOfEachCurrencyAsTheLastChangeLeftIt() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        Wallet dollars = Wallet.opened(money("USD", 1, 5), NOW);
        Wallet euros = Wallet.opened(money("EUR", Long.MAX_VALUE, 999_999_999), NOW);
        Wallet less = dollars.adjusted(money("USD", 3, 0));

        change(work -> work.balances().append(change(acme, ADA, "one", dollars)));
        change(work -> work.balances().append(change(acme, ADA, "two", euros)));
        change(work -> work.balances().append(change(acme, ADA, "three", less)));
        change(work -> work.balances().append(change(acme, TEAM, "one", dollars)));

        assertThatObject(wallets(ADA)).isEqualTo(List.of(euros, less));
        assertThatObject(wallets(TEAM)).isEqualTo(List.of(dollars));
        assertThatObject(wallets(new Owner.Developer(new UUID(0, 3)))).isEqualTo(List.of());
    }

    @Test
    default void knowsTheTransactionsOfAnOwner() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        change(work -> work.balances().append(change(acme, ADA, "one", Wallet.opened(money("USD", 1, 0), NOW))));

        assertThatObject(read(work -> work.balances().holds(ADA, "one"))).isEqualTo(true);
        assertThatObject(read(work -> work.balances().holds(ADA, "One"))).isEqualTo(false);
        assertThatObject(read(work -> work.balances().holds(TEAM, "one"))).isEqualTo(false);
    }

    /// management-api 10.3, 1.9: no credit is lost, and a repeated one counts once. Half of the credits of each
    /// thread have names of their own, the other half are sent by all threads.
    @Test
    @Timeout(120)
    default void losesNoConcurrentCreditAndCountsRepeatedOnesOnce() throws Exception {
        write(work -> work.organizations().insert(organization("acme")));
        int writers = 8;
        int rounds = 10;
        try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
            List<Future<?>> running = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                String own = "writer " + writer + " round ";
                running.add(threads.submit(() -> {
                    for (int round = 0; round < rounds; round++) {
                        credit(own + round);
                        credit("round " + round);
                    }
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        }

        long expected = (long) writers * rounds + rounds;
        assertThat(wallets(ADA))
                .containsExactly(new Wallet(expected, money("USD", expected, 0), money("USD", expected, 0), NOW));
    }

    private void credit(String transaction) {
        Money one = money("USD", 1, 0);
        change(work -> {
            Organization acme = work.organizations().require("acme");
            if (!work.balances().holds(ADA, transaction)) {
                Wallet wallet = work.balances().wallets(ADA).stream()
                        .findFirst()
                        .map(former -> former.credited(one, NOW))
                        .orElseGet(() -> Wallet.opened(one, NOW));
                work.balances().append(change(acme, ADA, transaction, wallet));
            }
        });
    }

    private BillingType billingType(Owner owner) {
        return read(work -> work.balances().billingType(owner));
    }

    private List<Wallet> wallets(Owner owner) {
        return read(work -> work.balances().wallets(owner));
    }

    private static BalanceChange change(Organization organization, Owner owner, String transaction, Wallet wallet) {
        return new BalanceChange(
                organization.id(), owner, BalanceChange.Type.CREDIT, transaction, wallet.balance(), wallet, NOW, "ada");
    }

    private static Money money(String currency, long units, int nanos) {
        return new Money(Money.currency(currency), units, nanos);
    }
}
