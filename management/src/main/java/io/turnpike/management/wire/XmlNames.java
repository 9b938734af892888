package io.turnpike.management.wire;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// How members of JSON are called as elements of XML.
///
/// One rule: an element has the member's name with an upper-case first letter. A list with a plural name is a wrapper
/// around elements with its singular: `apiResources` is `<ApiResources><ApiResource/>…`. A list whose name is no
/// plural has no wrapper; its elements stand in a row.
///
/// Source: management-api 1.3.
public final class XmlNames {
    /// Plurals that are objects: what they hold is a list that has no wrapper.
    private static final Set<String> OBJECTS = Set.of("properties");

    /// What deploy scripts of the field know by the attribute `name`: they read the XML of deployments.
    private static final Set<String> NAMED = Set.of("environment", "revision");

    private static final Pattern NO_PLURAL = Pattern.compile("(?i).*([^s]|ss|us)|s?");
    private static final Pattern NO_NAME_CHARACTER = Pattern.compile("[^A-Za-z0-9._-]");
    private static final Pattern NO_NAME_START = Pattern.compile("^(?![A-Za-z_])");

    private XmlNames() {}

    /// The member's name as an element; what cannot stand in the name of an element becomes `_`.
    public static String element(String member) {
        String name = NO_NAME_CHARACTER.matcher(member).replaceAll("_");
        String upper = name.isEmpty() ? "" : Character.toUpperCase(name.charAt(0)) + name.substring(1);
        return NO_NAME_START.matcher(upper).replaceAll("_");
    }

    static String member(String element) {
        return Character.toLowerCase(element.charAt(0)) + element.substring(1);
    }

    /// Whether a list of this name stands in a wrapper.
    public static boolean isPlural(String name) {
        return !NO_PLURAL.matcher(name).matches();
    }

    /// Whether an element of this name is always an object, whatever stands in it.
    static boolean isObject(String name) {
        return OBJECTS.contains(name.toLowerCase(Locale.ROOT));
    }

    /// Whether an element of this name shows its name as an attribute, too.
    static boolean isNamedByAttribute(String name) {
        return NAMED.contains(name.toLowerCase(Locale.ROOT));
    }

    /// The name of one in a list of this name: `Proxies` has `Proxy`, `Scopes` has `Scope`.
    public static String item(String name) {
        if (!isPlural(name)) {
            return name;
        }
        return name.regionMatches(true, name.length() - 3, "ies", 0, 3)
                ? name.substring(0, name.length() - 3) + "y"
                : name.substring(0, name.length() - 1);
    }
}
