-- Reads Word documents with pandoc, and prints of each a line of JSON: its path and its text.
for _, path in ipairs(arg) do
  local file = assert(io.open(path, "rb"))
  local read = pandoc.read(file:read("a"), "docx")
  file:close()
  print(pandoc.json.encode({path, pandoc.utils.stringify(read.blocks)}))
end
