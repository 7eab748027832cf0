import java.io.File;
import org.docx4j.openpackaging.packages.WordprocessingMLPackage;
import org.docx4j.openpackaging.parts.JaxbXmlPart;
import org.docx4j.openpackaging.parts.Part;

/** Opens Word documents with docx4j, reads every part of them that it knows, and saves them anew in another folder. */
class OpenDocuments {
    public static void main(String[] arguments) {
        File folder = new File(arguments[0]);
        for (int index = 1; index < arguments.length; index++) {
            File file = new File(arguments[index]);
            try {
                WordprocessingMLPackage document = WordprocessingMLPackage.load(file);
                for (Part part : document.getParts().getParts().values()) {
                    if (part instanceof JaxbXmlPart<?> known) {
                        known.getContents();
                    }
                }
                document.save(new File(folder, file.getName()));
            } catch (Exception fault) {
                System.out.println(file.getName() + ": " + fault);
            }
        }
    }
}
