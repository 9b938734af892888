package io.turnpike.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.access.BuiltInRole;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UserTest {
    @Test
    void showsNoPasswordHashAsText() {
        var user = new UserStore.User(new UUID(0, 1), "ada", "$argon2id$hidden", BuiltInRole.READ_ONLY);

        assertThat(user).hasToString("User[ada, READ_ONLY]");
    }
}
