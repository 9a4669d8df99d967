Attribute VB_Name = "DubanLibreOffice"
' What only LibreOffice understands, in a module of its own: Excel never runs it, and so never compiles it.
Option Explicit

Private pipe As String
Private door As Object

' Lets Python reach this very LibreOffice through a pipe of its user, and gives the pipe's name: one a session.
Public Function Listen() As String
    If pipe = "" Then
        Randomize
        pipe = "duban" & Format(Now, "hhmmss") & CStr(Int(Rnd * 1000000))
        Set door = CreateUnoService("com.sun.star.office.Acceptor")
        door.initialize(Array("pipe,name=" & pipe & ";urp;", True))
    End If
    Listen = pipe
End Function

Public Sub Launch(ByVal program As String, ByVal arguments As String)
    If InStr(program, "/") > 0 Or InStr(program, "\") > 0 Then program = ConvertToUrl(program)
    Shell program, 0, arguments
End Sub

' LibreOffice's own saving drops the buttons of an .xlsm: when such a file is opened, they are put in again.
Public Sub Mend()
    Dim book As Object
    Dim band As Object
    Dim page As Object
    Dim form As Object
    Dim parts As Variant
    Dim index As Long
    Dim modified As Boolean
    book = ThisComponent
    If Not book.NamedRanges.hasByName("duban_band") Then Exit Sub
    band = book.NamedRanges.getByName("duban_band").getReferredCells()
    page = band.Spreadsheet.DrawPage
    If HasButtons(page) Then Exit Sub
    modified = book.isModified()
    form = book.createInstance("com.sun.star.form.component.DataForm")
    page.Forms.insertByName("Duban", form)
    parts = Split(book.NamedRanges.getByName("duban_buttons").getReferredCells().getCellByPosition(0, 0).String, ",")
    For index = 0 To UBound(parts)
        AddButton book, page, form, Split(parts(index), "=")(0), Split(parts(index), "=")(1), index
    Next
    book.setModified(modified)
End Sub

Private Function HasButtons(ByVal page As Object) As Boolean
    Dim index As Long
    Dim place As Long
    For index = 0 To page.Forms.Count - 1
        For place = 0 To page.Forms.getByIndex(index).Count - 1
            If UBound(page.Forms.getByIndex(index).getScriptEvents(place)) >= 0 Then HasButtons = True
        Next
    Next
End Function

Private Sub AddButton(ByVal book As Object, ByVal page As Object, ByVal form As Object, ByVal key As String, ByVal caption As String, ByVal index As Long)
    Dim shape As Object
    Dim model As Object
    Dim size As New com.sun.star.awt.Size
    Dim place As New com.sun.star.awt.Point
    Dim what As New com.sun.star.script.ScriptEventDescriptor
    model = book.createInstance("com.sun.star.form.component.CommandButton")
    model.Label = caption
    model.Printable = False
    shape = book.createInstance("com.sun.star.drawing.ControlShape")
    size.Width = 2010
    size.Height = 688
    place.X = 132 + index * 2143
    place.Y = 185
    shape.setSize(size)
    shape.setPosition(place)
    shape.Control = model
    form.insertByIndex(index, model)
    page.add(shape)
    what.ListenerType = "XActionListener"
    what.EventMethod = "actionPerformed"
    what.ScriptType = "Script"
    what.ScriptCode = "vnd.sun.star.script:VBAProject.Duban." & key & "?language=Basic&location=document"
    form.registerScriptEvent(index, what)
End Sub
