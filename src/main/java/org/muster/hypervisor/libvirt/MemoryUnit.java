package org.muster.hypervisor.libvirt;

import java.math.BigInteger;
import javax.xml.stream.XMLStreamException;

/** libvirt's units of memory: KiB unless said, {@code KB} is 1000 bytes, {@code K} and {@code KiB} are 1024. */
final class MemoryUnit {

    private static final String PREFIXES = "KMGTPE";
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    private MemoryUnit() {}

    /** MiB, rounded down, at most {@link Long#MAX_VALUE}. */
    static long mebibytes(String amount, String unit) throws XMLStreamException {
        try {
            BigInteger bytes = new BigInteger(amount).multiply(factor(unit));
            if (bytes.signum() < 0) {
                throw new XMLStreamException("An amount of memory is negative.");
            }
            return bytes.shiftRight(20).min(MOST).longValueExact();
        } catch (NumberFormatException e) {
            throw new XMLStreamException("An amount of memory is not a number.", e);
        }
    }

    private static BigInteger factor(String unit) throws XMLStreamException {
        if (unit.isEmpty()) {
            return BigInteger.valueOf(1024);
        }
        if (unit.equals("b") || unit.equals("bytes")) {
            return BigInteger.ONE;
        }
        int power = PREFIXES.indexOf(Character.toUpperCase(unit.charAt(0))) + 1;
        int step =
                switch (unit.substring(1)) {
                    case "", "iB" -> 1024;
                    case "B" -> 1000;
                    default -> 0;
                };
        if (power == 0 || step == 0) {
            throw new XMLStreamException("A unit of memory is not known.");
        }
        return BigInteger.valueOf(step).pow(power);
    }
}
