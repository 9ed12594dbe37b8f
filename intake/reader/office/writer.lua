-- Pandoc's document → one JSON object: what the readers of office files need, told twice.
--
-- `html` is what becomes the story, `plain` the same words by pandoc's plain writer: the promise
-- that no word is lost is measured against it. Notes stand apart in both, with marks like [1] where
-- they belong; list numbers, which HTML counts by itself, are in neither.

local List = pandoc.List
local PROSE = 80          -- characters of a paragraph that is no line of a header or a poem
local SECTION = 300       -- words under a heading, on average, that make it a chapter's
local PAGE = 50           -- words of a page of an EPUB that is a chapter
local notes, contents, pictures, images = List(), List(), List(), 0

local function told(blocks, form)
  return pandoc.write(pandoc.Pandoc(blocks), form, {wrap_text = 'wrap-none'})
end

local function words_in(block)
  local _, count = pandoc.utils.stringify(block):gsub('%S+', '')
  return count
end

-- What both tell the same way

local function styled(block)
  local style = (block.attributes['custom-style'] or ''):lower()
  if style:match('^toc') or style:match('^contents ') then
    contents:insert(pandoc.utils.stringify(block))
    return {}
  end
  return block.content
end

local function note(element)
  notes:insert(element.content)
  return pandoc.Superscript{pandoc.Str('[' .. #notes .. ']')}
end

-- A picture's description is often its program's, and no word of the story.
local function described(image)
  images = images + 1
  local text = pandoc.utils.stringify(image.caption)
  if text:match('%S') then pictures:insert(text) end
  return {}
end

-- A picture alone between paragraphs is how scenes were parted before there were signs for it.
local function ornament(block)
  local is_picture = false
  for _, inline in ipairs(block.content) do
    while (inline.t == 'Span' or inline.t == 'Link') and #inline.content == 1 do
      inline = inline.content[1]
    end
    is_picture = is_picture or inline.t == 'Image'
    if inline.t ~= 'Image' and pandoc.utils.stringify(inline):match('%S') then return nil end
  end
  if not is_picture then return nil end
  block:walk{Image = described}
  return pandoc.HorizontalRule()
end

local function parsed(html)
  return pandoc.read(html, 'html').blocks
end

local BARE = {
  Div = styled,
  Span = function(span) return span.content end,
}

local COMMON = {
  traverse = 'topdown',  -- notes are counted in the order of the text
  Note = note,
  Header = function(header)  -- a row of signs in the style of a heading
    if not pandoc.utils.stringify(header):match('[%w\128-\255]') then
      return pandoc.HorizontalRule()
    end
    local is_subtitle = header.classes:includes('unnumbered')  -- of FictionBook
    return is_subtitle and pandoc.Para{pandoc.Strong(header.content)} or nil
  end,
  Image = described,
  Figure = function(figure)
    local found = List(figure.content)
    found:extend(figure.caption.long)
    return found
  end,
  RawBlock = function(raw) return raw.format == 'html' and parsed(raw.text) or {} end,
  RawInline = function(raw)
    if raw.format ~= 'html' then return {} end
    local name = raw.text:match('^<(%a+)')
    if name and name:lower() == 'br' then return pandoc.LineBreak() end
    if name and name:lower() == 'img' then return pandoc.utils.blocks_to_inlines(parsed(raw.text)) end
    return raw
  end,
}

local function is_empty(block)
  return (block.t == 'Para' or block.t == 'Plain') and pandoc.utils.stringify(block):match('^%s*$')
end

local function is_prose(block)
  return block and block.t == 'Para' and utf8.len(pandoc.utils.stringify(block)) >= PROSE
end

-- Empty paragraphs are spacing, and go. But where paragraphs follow each other without any, one
-- between two of prose is how its author parted scenes; where every gap has one, two or more are.
local function spaced(blocks)
  local gaps, kept, run = {[0] = 0, [1] = 0}, List(), 0
  for _, block in ipairs(blocks) do
    if is_empty(block) then run = run + 1 else
      if #kept > 0 then
        local size = math.min(run, 2)
        gaps[size] = (gaps[size] or 0) + 1
      end
      kept:insert({block, run})
      run = 0
    end
  end
  local usual = (gaps[1] + (gaps[2] or 0)) * 3 > gaps[0] and 1 or 0
  local found = List()
  for at, pair in ipairs(kept) do
    local above = kept[at - 1]
    if above and pair[2] > usual and is_prose(above[1]) and is_prose(pair[1]) then
      found:insert(pandoc.HorizontalRule())
    end
    local is_again = #found == 0 or found[#found].t == 'HorizontalRule'
    if pair[1].t ~= 'HorizontalRule' or not is_again then found:insert(pair[1]) end
  end
  return found
end

-- The levels whose headings part chapters: the highest of which there are several, and those below
-- it under which much stands. Other headings are lines of the text.
local function chapters(blocks)
  local count, words, level, lowest = {}, {}, nil, 0
  for _, block in ipairs(blocks) do
    if block.t == 'Header' then
      count[block.level] = (count[block.level] or 0) + 1
      lowest = math.max(lowest, block.level)
    end
  end
  local highest = nil
  for at = 1, 9 do
    if not highest and (count[at] or 0) > 1 then highest = at end
  end
  if not highest or highest == lowest then return blocks end
  for _, block in ipairs(blocks) do
    if block.t == 'Header' then
      level = block.level
    elseif level then
      words[level] = (words[level] or 0) + words_in(block)
    end
  end
  local function is_chapter(at)
    return at <= highest or (words[at] or 0) >= SECTION * (count[at] or 1)
  end
  return blocks:map(function(block)
    if block.t ~= 'Header' or is_chapter(block.level) then return block end
    return pandoc.Para{pandoc.Strong(block.content)}
  end)
end

-- An EPUB's pages begin with an empty mark of their name. Where several pages have no heading, the
-- mark becomes one, for whoever knows the table of contents.
local function page_of(block)
  local mark = block.t == 'Para' and #block.content == 1 and block.content[1]
  local name = mark and mark.t == 'Span' and #mark.content == 0 and mark.identifier or ''
  return name:match('^.+%.x?h?t?ml?$') and name
end

local function is_headed(block)
  while block and block.t == 'Div' do block = block.content[1] end
  return block and block.t == 'Header'
end

local function with_pages(blocks)
  if not (blocks[1] and page_of(blocks[1])) then return blocks end
  local found, pages = List(), {}
  for _, block in ipairs(blocks) do
    local name = page_of(block)
    if name then
      pages[#pages + 1] = {name = name, place = #found + 1, words = 0}
    else
      local page = pages[#pages]
      if page then
        if page.words == 0 then page.is_headed = is_headed(block) end
        page.words = page.words + words_in(block)
      end
      found:insert(block)
    end
  end
  local bare = List(pages):filter(function(page)
    return not page.is_headed and page.words >= PAGE
  end)
  if #bare > 1 then
    for at = #bare, 1, -1 do
      found:insert(bare[at].place, pandoc.Header(1, {pandoc.Str('\u{FDD8}' .. bare[at].name)}))
    end
  end
  return found
end

-- The story

local HTML = {
  SmallCaps = function(element)
    return pandoc.Span(element.content, {class = 'small-caps'})
  end,
  Strikeout = function(element)
    local found = List{pandoc.RawInline('html', '<s>')}
    found:extend(element.content)
    found:insert(pandoc.RawInline('html', '</s>'))
    return found
  end,
  Header = function(header)
    header.attr = {}
    header.level = math.min(header.level, 6)
    return header
  end,
}

-- Its words, with nothing that is only drawn

local function as_lists(element)
  return pandoc.BulletList(element.content)
end

local function cells(list)
  local found = List()
  for _, row in ipairs(list) do
    for _, cell in ipairs(row.cells) do found:extend(cell.contents) end
  end
  return found
end

local function as_rows(element)
  local found = List(element.caption.long)
  found:extend(cells(element.head.rows))
  for _, body in ipairs(element.bodies) do
    found:extend(cells(body.head))
    found:extend(cells(body.body))
  end
  found:extend(cells(element.foot.rows))
  return found
end

local function bare(element) return element.content end

local PLAIN = {
  OrderedList = as_lists,
  Table = as_rows,
  Strikeout = bare, SmallCaps = bare, Superscript = bare, Subscript = bare,
  RawInline = function() return {} end,
}

-- Both

local function front(meta)
  local found = {}
  for _, name in ipairs{'title', 'subtitle', 'author', 'date', 'abstract'} do
    local value = meta[name]
    local values = pandoc.utils.type(value) == 'List' and value or {value}
    local told = List()
    for _, one in ipairs(values) do
      told:insert(pandoc.utils.stringify(one))
    end
    if #told > 0 then found[name] = told end
  end
  return found
end

local function cleared(blocks)
  local document, has_pictures = pandoc.Pandoc(blocks):walk(BARE), false
  document:walk{Image = function() has_pictures = true end}
  if has_pictures then
    COMMON.Para, COMMON.Plain = ornament, ornament
  end
  return document:walk(COMMON)
end

function Writer(doc, _)
  local common = cleared(with_pages(doc.blocks))
  local blocks = chapters(spaced(common.blocks))
  local endings, at = List(), 0
  while at < #notes do  -- notes may have notes
    at = at + 1
    local inner = pandoc.Pandoc(notes[at]):walk(BARE):walk(COMMON)
    endings:insert{
      html = told(inner:walk(HTML).blocks, 'html5'),
      plain = told(inner:walk(PLAIN).blocks, 'plain'),
    }
  end
  local document = pandoc.Pandoc(blocks)
  return pandoc.json.encode{
    html = told(document:walk(HTML).blocks, 'html5'),
    plain = told(document:walk(PLAIN).blocks, 'plain'),
    notes = endings,
    contents = contents,
    pictures = pictures,
    images = images,
    front = front(doc.meta),
  }
end
