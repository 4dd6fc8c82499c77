import java.io.FileInputStream;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;

/** Asks the library of veraPDF about files: `java -cp … Conforms.java FLAVOUR FILE…`, one line of findings a file. */
class Conforms {
    public static void main(String[] arguments) throws Exception {
        Logger.getLogger("").setLevel(Level.SEVERE);
        VeraGreenfieldFoundryProvider.initialise();
        var flavour = PDFAFlavour.fromString(arguments[0]);
        for (int at = 1; at < arguments.length; at++) {
            try (var file = new FileInputStream(arguments[at]);
                    var parser = Foundries.defaultInstance().createParser(file, flavour);
                    var validator = Foundries.defaultInstance().createValidator(flavour, false)) {
                var found = validator.validate(parser);
                var line = new StringBuilder(found.isCompliant() + "\t" + found.getTotalAssertions());
                for (var one : found.getTestAssertions()) {
                    line.append("\t").append(one.getRuleId().getClause()).append("-")
                        .append(one.getRuleId().getTestNumber()).append(" ").append(one.getMessage());
                }
                System.out.println(line.toString().replace('\n', ' '));
            }
        }
    }
}
