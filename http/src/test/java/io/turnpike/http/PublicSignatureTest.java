package io.turnpike.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PublicSignatureTest {
    @Test
    void namesNoTypeOfTheWebServer() throws Exception {
        var types = publicTypes();

        assertThat(types).contains(HttpServer.class, Call.class, Reply.class).doesNotContain(HelidonExchange.class);
        assertThat(types.stream().flatMap(PublicSignatureTest::signatures))
                .hasSizeGreaterThan(50)
                .noneMatch(signature -> signature.contains("io.helidon"));
    }

    private static List<Class<?>> publicTypes() throws IOException, URISyntaxException {
        var root = Path.of(HttpServer.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (var files = Files.walk(root.resolve("io/turnpike/http"))) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(name -> name.endsWith(".class"))
                    .map(name -> name.substring(0, name.length() - 6).replace('/', '.'))
                    .<Class<?>>map(PublicSignatureTest::load)
                    .filter(type -> Modifier.isPublic(type.getModifiers()))
                    .toList();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static Stream<String> signatures(Class<?> type) {
        Stream<Member> members = Stream.of(
                        type.getDeclaredMethods(), type.getDeclaredConstructors(), type.getDeclaredFields())
                .flatMap(Arrays::stream);
        return members.filter(member ->
                        Modifier.isPublic(member.getModifiers()) || Modifier.isProtected(member.getModifiers()))
                .map(PublicSignatureTest::signature);
    }

    private static String signature(Member member) {
        return switch (member) {
            case Method method -> method.toGenericString();
            case Executable constructor -> constructor.toGenericString();
            default -> member.toString();
        };
    }
}
